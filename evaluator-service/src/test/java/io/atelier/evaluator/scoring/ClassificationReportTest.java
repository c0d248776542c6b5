package io.atelier.evaluator.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atelier.contract.message.ClassScore;
import io.atelier.contract.message.ConfusedPair;
import io.atelier.contract.message.Prediction;
import io.atelier.evaluator.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Would catch any other definition of loss, precision, recall or F1 than Keras' and scikit-learn's. */
class ClassificationReportTest {

    private static final Offset<Double> EXACT = within(1e-12);

    static Stream<Named<JsonNode>> vectors() throws IOException {
        try (InputStream in =
                ClassificationReportTest.class.getResourceAsStream("/scoring/classification-reports.json")) {
            JsonNode cases = new ObjectMapper().readTree(in).get("cases");
            return StreamSupport.stream(cases.spliterator(), false)
                    .map(vector -> Named.of(vector.get("name").asText(), vector));
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void shouldAgreeWithScikitLearnAndKeras(JsonNode vector) {
        ClassificationReport report = report(vector);

        assertThat(report.loss()).isCloseTo(vector.get("loss").asDouble(), within(1e-9));
        assertThat(report.accuracy()).isCloseTo(vector.get("accuracy").asDouble(), EXACT);
        assertThat(report.precision()).isCloseTo(vector.at("/macro/precision").asDouble(), EXACT);
        assertThat(report.recall()).isCloseTo(vector.at("/macro/recall").asDouble(), EXACT);
        assertThat(report.f1()).isCloseTo(vector.at("/macro/f1").asDouble(), EXACT);
        assertScores(report, ClassScore::precision, vector.get("precision"));
        assertScores(report, ClassScore::recall, vector.get("recall"));
        assertScores(report, ClassScore::f1, vector.get("f1"));
        assertScores(report, ClassScore::support, vector.get("support"));
        assertThat(report.confusion())
                .hasToString(vector.get("confusion").toString().replace(",", ", "));
    }

    @Test
    void shouldPredictTheLowestOfEquallyProbableClasses() {
        float[] logits = {0, 1, 1};

        ClassificationReport report = ClassificationReport.of(new int[] {2}, logits, List.of("a", "b", "c"));

        assertThat(report.sample()).extracting(Prediction::predicted).containsExactly(1);
        assertThat(report.sample().get(0).probability()).isCloseTo(Math.E / (1 + 2 * Math.E), EXACT);
        assertThat(report.accuracy()).isZero();
    }

    @Test
    void shouldSampleTheFirstImagesOnly() {
        ClassificationReport report = ClassificationReport.of(new int[40], new float[40], List.of("only"));

        assertThat(report.sample())
                .extracting(Prediction::index)
                .hasSize(25)
                .startsWith(0, 1, 2)
                .endsWith(24);
    }

    @Test
    void shouldPutTheMostConfidentMistakeFirstAndNothingRightAmongThem() {
        float[] logits = {1, 0, 3, 0, 0, 3, 0, 2};

        ClassificationReport report = ClassificationReport.of(new int[] {1, 1, 1, 0}, logits, List.of("a", "b"));

        assertThat(report.mistakes()).extracting(Prediction::index).containsExactly(1, 3, 0);
        assertThat(report.mistakes().get(0).probability()).isCloseTo(1 / (1 + Math.exp(-3)), EXACT);
    }

    @Test
    void shouldKeepABoundedNumberOfMistakes() {
        float[] logits = new float[80];
        int[] labels = new int[40];
        Arrays.fill(labels, 1);

        assertThat(ClassificationReport.of(labels, logits, List.of("a", "b")).mistakes())
                .hasSize(25);
    }

    /** Would catch a message, a page or metrics that grow with the classes, or with their square. */
    @Test
    void shouldKeepTheWorstClassesAndPairsWhereClassesAreMany() {
        int classes = 65_536;
        Tally tally =
                new Tally(IntStream.range(0, classes).mapToObj(i -> "c" + i).toList());
        float[] logits = new float[classes];
        // Of class 30,000 + i there are i images; the last two are taken for class 7, the others for themselves.
        for (int i = 1; i <= 30; i++) {
            for (int image = 0; image < i; image++) {
                Arrays.fill(logits, 0);
                logits[image < i - 2 ? 30_000 + i : 7] = 5;
                tally.add(30_000 + i, logits, 0);
            }
        }

        ClassificationReport report = tally.report();

        assertThat(report.images()).isEqualTo(465);
        assertThat(report.classes()).isEqualTo(classes);
        assertThat(report.accuracy()).isCloseTo((465 - 59) / 465.0, EXACT);
        assertThat(report.confusion()).isEmpty();
        assertThat(report.perClass()).hasSize(20).extracting(ClassScore::label).startsWith(0, 1, 2);
        assertThat(report.confused())
                .hasSize(20)
                .startsWith(new ConfusedPair(30_002, 7, 2), new ConfusedPair(30_003, 7, 2));
        assertThat(report.recall()).isCloseTo(recall(30) / classes, EXACT);
        assertThat(report.sample()).hasSize(25);
        assertThat(report.mistakes()).hasSize(25);
    }

    /** Of classes of 1 to {@code most} images, of which all but two are found. */
    private static double recall(int most) {
        double sum = 0;
        for (int i = 3; i <= most; i++) {
            sum += (i - 2.0) / i;
        }
        return sum;
    }

    /** As Keras' {@code top_k_categorical_accuracy} counts them, with ties as predictions have them. */
    @Test
    void shouldCountClassesAmongTheFiveMostProbableWhereClassesAreMany() {
        List<String> names = IntStream.range(0, 21).mapToObj(Integer::toString).toList();
        float[] logits = new float[4 * 21];
        for (int image = 0; image < 4; image++) {
            for (int c = 0; c < 21; c++) {
                logits[image * 21 + c] = -c;
            }
        }
        // Four before it, five before it, four and an equal one after it, four and an equal one before it.
        logits[2 * 21 + 4] = -3;
        logits[3 * 21 + 5] = -4;

        assertThat(ClassificationReport.of(new int[] {4, 5, 4, 5}, logits, names)
                        .top5())
                .isEqualTo(0.5);
        assertThat(ClassificationReport.of(new int[] {1}, new float[20], names.subList(0, 20))
                        .top5())
                .isNull();
    }

    @Test
    void shouldRefuseLogitsThatAreNotFinite() {
        float[] logits = {1, 1, Float.NaN, 1};

        assertThatThrownBy(() -> ClassificationReport.of(new int[] {0, 1}, logits, List.of("a", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network's output for image 1, class 0 is NaN, not a finite number:"
                        + " its parameters are unusable");
    }

    @Test
    void shouldRefuseLabelsThatAreNoClass() {
        assertThatThrownBy(() -> ClassificationReport.of(new int[] {2}, new float[2], List.of("a", "b")))
                .hasMessage("label of image 0 must be between 0 and 1, but is 2");
    }

    @Test
    void shouldRefuseLogitsThatDoNotFitTheLabels() {
        assertThatThrownBy(() -> ClassificationReport.of(new int[3], new float[5], List.of("a", "b")))
                .hasMessage("3 labels and 2 classes need 6 logits, but there are 5");
    }

    private static ClassificationReport report(JsonNode vector) {
        int[] labels = new int[vector.get("labels").size()];
        float[] logits = new float[labels.length * 10];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = vector.get("labels").get(i).asInt();
            for (int c = 0; c < 10; c++) {
                logits[i * 10 + c] = (float) vector.get("logits").get(i).get(c).asDouble();
            }
        }
        return ClassificationReport.of(labels, logits, Samples.CLASSES);
    }

    private static void assertScores(
            ClassificationReport report, ToDoubleFunction<ClassScore> score, JsonNode expected) {
        for (int c = 0; c < 10; c++) {
            assertThat(score.applyAsDouble(report.perClass().get(c)))
                    .as("class %d", c)
                    .isCloseTo(expected.get(c).asDouble(), EXACT);
        }
    }
}
