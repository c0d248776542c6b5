package io.atelier.evaluator.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.recipe.Prediction;
import io.atelier.engine.kernel.Softmax;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against NumPy, see {@code scoring/README.md}. */
class AveragedPredictionsTest {

    private static final JsonNode VECTORS = vectors();
    private static final float[] IMAGES = floats(VECTORS.get("images"));
    private static final Shape SHAPE = new Shape(5, 4, 3);
    private static final int CLASSES = 4;

    static Stream<Named<JsonNode>> cases() {
        return StreamSupport.stream(VECTORS.get("cases").spliterator(), false)
                .map(vector -> Named.of("mirror " + vector.get("mirror") + ", shifts " + vector.get("shifts"), vector));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldCopyImagesAsNumPy(JsonNode vector) {
        ImageCopies copies = copies(vector);
        FloatBuffer images = FloatBuffer.allocate(IMAGES.length + 7)
                .put(7, IMAGES)
                .position(7)
                .asReadOnlyBuffer();

        assertThat(copies.size()).isEqualTo(vector.get("copies").size());
        for (int i = 0; i < copies.size(); i++) {
            float[] copy = new float[IMAGES.length];
            copies.write(i, images, 3, copy);
            assertThat(copy).containsExactly(floats(vector.get("copies").get(i)));
        }
        assertThat(images.position()).isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldAverageProbabilitiesAsNumPy(JsonNode vector) {
        List<float[]> logits = new ArrayList<>();
        vector.get("logits").forEach(of -> logits.add(floats(of)));
        int[] labels = StreamSupport.stream(VECTORS.get("labels").spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
        float[] means = new float[labels.length * CLASSES];

        for (int i = 0; i < labels.length; i++) {
            MeanPrediction.write(logits, i * CLASSES, CLASSES, means, i * CLASSES);
        }

        for (int i = 0; i < labels.length; i++) {
            for (int c = 0; c < CLASSES; c++) {
                assertThat(new Softmax(means, i * CLASSES, CLASSES).probability(c))
                        .isCloseTo(vector.get("probabilities").get(i).get(c).asDouble(), within(1e-6));
            }
        }
        ClassificationReport report = ClassificationReport.of(labels, means, List.of("a", "b", "c", "d"));
        assertThat(report.loss()).isCloseTo(vector.get("loss").asDouble(), within(1e-6));
        assertThat(report.accuracy()).isEqualTo(vector.get("accuracy").asDouble());
    }

    @Test
    void shouldScoreWhatIsTooImprobableForADouble() {
        float[] sure = {0, 2000};
        float[] means = new float[2];

        MeanPrediction.write(List.of(sure, sure), 0, 2, means, 0);

        assertThat(means).containsExactly(-2000, 0);
    }

    private static ImageCopies copies(JsonNode vector) {
        return new ImageCopies(
                new Prediction(
                        vector.get("mirror").asBoolean(), vector.get("shifts").asInt()),
                SHAPE);
    }

    private static float[] floats(JsonNode array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).floatValue();
        }
        return values;
    }

    private static JsonNode vectors() {
        try (InputStream in = AveragedPredictionsTest.class.getResourceAsStream("/scoring/averaged-predictions.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
