package io.atelier.contract.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.Json;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Augmentation.Crop.Fill;
import io.atelier.contract.recipe.Augmentation.Flip.Mode;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.recipe.Recipe;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamDefinitionTest {

    private static final Augmentation CROP = new Augmentation.Crop(2, Fill.ZERO);
    private static final Augmentation FLIP = new Augmentation.Flip(Mode.RANDOM);

    @Test
    void shouldBeReadableAsAKey() {
        assertThat(Examples.TRAIN_STREAM.id())
                .isEqualTo("fashion-mnist-0a1b2c3d/train/60000/shuffled0.2-42/w0.2h0.2r0.0f/r293/s7");
        assertThat(Examples.VALIDATION_STREAM.id())
                .isEqualTo("fashion-mnist-0a1b2c3d/validation/60000/shuffled0.2-42/r1172");
        assertThat(Examples.TEST_STREAM.id()).isEqualTo("fashion-mnist-0a1b2c3d/test/10000/r1172");
        assertThat(Examples.WHOLE_STREAM.id()).isEqualTo("fashion-mnist-0a1b2c3d/train/60000/r1172/s7");
    }

    /** Two streams with one id would be answered with each other's batches. */
    @Test
    void shouldHaveAnotherIdWhenAnythingThatDecidesItsContentDiffers() {
        List<StreamDefinition> streams = List.of(
                train("d", 100, Holdout.tail(0.25), List.of(), 8, 1),
                train("e", 100, Holdout.tail(0.25), List.of(), 8, 1),
                train("d", 101, Holdout.tail(0.25), List.of(), 8, 1),
                train("d", 100, Holdout.tail(0.5), List.of(), 8, 1),
                train("d", 100, Holdout.NONE, List.of(), 8, 1),
                train("d", 100, Holdout.shuffled(0.25, 0), List.of(), 8, 1),
                train("d", 100, Holdout.shuffled(0.25, 1), List.of(), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(new Augmentation.Keras(0.1, 0, 0, false)), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(new Augmentation.Keras(0, 0.1, 0, false)), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(new Augmentation.Keras(0, 0, 0.1, false)), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(new Augmentation.Keras(0, 0, 0, true)), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(CROP), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(new Augmentation.Crop(3, Fill.ZERO)), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(new Augmentation.Crop(2, Fill.REFLECT)), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(FLIP), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(new Augmentation.Flip(Mode.ALTERNATING)), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(CROP, FLIP), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(FLIP, CROP), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(new Augmentation.Shift(0.1, 0)), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(new Augmentation.Shift(0, 0.1)), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(new Augmentation.Rotation(1)), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(new Augmentation.Cutout(2)), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(new Augmentation.Cutout(4)), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(new Augmentation.Brightness(0.1)), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(new Augmentation.Contrast(0.1)), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(erase(0.5, 0.1, 0.2, 1, 2)), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(erase(0.6, 0.1, 0.2, 1, 2)), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(erase(0.5, 0.1, 0.3, 1, 2)), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(erase(0.5, 0.1, 0.2, 1, 3)), 8, 1),
                train("d", 100, Holdout.tail(0.25), List.of(), 9, 1),
                train("d", 100, Holdout.tail(0.25), List.of(), 8, 2),
                new StreamDefinition(
                        TestTrials.dataset("d"), Split.VALIDATION, 100, 50, Holdout.tail(0.25), List.of(), 8, 0));
        Set<String> ids = new HashSet<>();

        streams.forEach(
                stream -> assertThat(ids.add(stream.id())).as(stream.id()).isTrue());
    }

    @Test
    void shouldCutEpochsIntoRecordsWithAShortLast() {
        assertThat(Examples.TRAIN_STREAM.records()).isEqualTo(164);
        assertThat(Examples.TRAIN_STREAM.recordLength(163)).isEqualTo(48_000 - 163 * 293);
        assertThat(Examples.TEST_STREAM.records()).isEqualTo(9);
        assertThat(Examples.TEST_STREAM.recordLength(7)).isEqualTo(1172);
        assertThat(Examples.TEST_STREAM.recordLength(8)).isEqualTo(624);
        assertThatThrownBy(() -> Examples.TEST_STREAM.recordLength(9))
                .hasMessage("record index must be between 0 and 8, but is 9");
    }

    /** With its label an image takes two bytes more. */
    @ParameterizedTest
    @CsvSource({
        "28, 28, 1, 1172, 293",
        "32, 32, 3, 299, 74",
        "64, 64, 3, 74, 18",
        "277, 277, 3, 4, 1",
        "278, 278, 3, 3, 0",
        "554, 554, 3, 1, 0",
        "555, 555, 3, 0, 0",
        "65536, 65536, 3, 0, 0",
    })
    void shouldPutAsManyImagesIntoARecordAsFit900Kibibytes(
            int height, int width, int channels, int ofBytes, int ofFloats) {
        Shape image = new Shape(height, width, channels);

        assertThat(StreamDefinition.recordImages(image, List.of(CROP, FLIP))).isEqualTo(ofBytes);
        assertThat(StreamDefinition.recordImages(image, List.of(CROP, new Augmentation.Rotation(1))))
                .isEqualTo(ofFloats);
    }

    @Test
    void shouldTravelInBytesWhereAugmentationsOnlyMoveOrBlankPixels() {
        Augmentation cutout = new Augmentation.Cutout(4);

        assertThat(Examples.WHOLE_STREAM.encoding()).isEqualTo(Encoding.U8);
        assertThat(Encoding.of(List.of(CROP, FLIP, cutout, erase(0.5, 0.1, 0.2, 1, 2))))
                .isEqualTo(Encoding.U8);
        for (Augmentation mixing : List.of(
                new Augmentation.Keras(0.1, 0, 0, false),
                new Augmentation.Shift(0.1, 0),
                new Augmentation.Rotation(1),
                new Augmentation.Brightness(0.1),
                new Augmentation.Contrast(0.1))) {
            assertThat(Encoding.of(List.of(CROP, mixing))).as(mixing.id()).isEqualTo(Encoding.F32);
        }
    }

    @Test
    void shouldTravelWithEveryKindOfAugmentation() throws Exception {
        List<Augmentation> augmentations = List.of(
                new Augmentation.Crop(2, Fill.NEAREST),
                new Augmentation.Flip(Mode.ALTERNATING),
                new Augmentation.Shift(0.1, 0.2),
                new Augmentation.Rotation(15),
                erase(0.5, 0.1, 0.2, 1, 2),
                new Augmentation.Brightness(0.1),
                new Augmentation.Contrast(0.1),
                new Augmentation.Cutout(4));
        StreamDefinition stream = train("d", 100, Holdout.tail(0.25), augmentations, 8, 1);

        assertThat(stream.id())
                .isEqualTo("d/train/100/tail0.25/crop2-nearest/flip-alternating/shift0.1x0.2/rotation15.0"
                        + "/erase0.5-0.1-0.2-1.0-2.0/brightness0.1/contrast0.1/cutout4/r8/s1");
        assertThat(Json.read(Json.write(stream), StreamDefinition.class)).isEqualTo(stream);
    }

    /** Batches carry it, and their readers bound it. */
    @Test
    void shouldHaveABoundedIdWhateverTheAugmentationsAre() {
        double third = 1.0 / 3;
        List<Augmentation> most =
                Collections.nCopies(Recipe.MAX_AUGMENTATIONS, erase(third, third, 2 * third, third / 10, 100 * third));
        StreamDefinition stream = new StreamDefinition(
                TestTrials.dataset("d".repeat(64)),
                Split.TRAIN,
                10_000_000,
                10_000_000,
                Holdout.shuffled(third, (1L << 32) - 1),
                most,
                256,
                Long.MAX_VALUE);

        assertThat(stream.id()).hasSizeBetween(600, StreamDefinition.MAX_ID);
    }

    private static Augmentation erase(
            double probability, double leastArea, double mostArea, double leastAspect, double mostAspect) {
        return new Augmentation.Erase(
                probability,
                new Augmentation.Range(leastArea, mostArea),
                new Augmentation.Range(leastAspect, mostAspect));
    }

    private static StreamDefinition train(
            String dataset,
            int source,
            Holdout holdout,
            List<Augmentation> augmentations,
            int recordImages,
            long seed) {
        return new StreamDefinition(
                TestTrials.dataset(dataset), Split.TRAIN, source, 50, holdout, augmentations, recordImages, seed);
    }
}
