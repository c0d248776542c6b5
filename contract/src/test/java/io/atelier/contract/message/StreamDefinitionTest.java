package io.atelier.contract.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.Json;
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

class StreamDefinitionTest {

    private static final Augmentation CROP = new Augmentation.Crop(2, Fill.ZERO);
    private static final Augmentation FLIP = new Augmentation.Flip(Mode.RANDOM);

    @Test
    void shouldBeReadableAsAKey() {
        assertThat(Examples.TRAIN_STREAM.id())
                .isEqualTo("fashion-mnist/train/60000/shuffled0.2-42/w0.2h0.2r0.0f/b128/s7");
        assertThat(Examples.VALIDATION_STREAM.id()).isEqualTo("fashion-mnist/validation/60000/shuffled0.2-42/b256");
        assertThat(Examples.TEST_STREAM.id()).isEqualTo("fashion-mnist/test/10000/b256");
        assertThat(Examples.WHOLE_STREAM.id()).isEqualTo("fashion-mnist/train/60000/b128/s7");
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
                new StreamDefinition("d", Split.VALIDATION, 100, 50, Holdout.tail(0.25), List.of(), 8, 0));
        Set<String> ids = new HashSet<>();

        streams.forEach(
                stream -> assertThat(ids.add(stream.id())).as(stream.id()).isTrue());
    }

    @Test
    void shouldCutEpochsIntoBatchesWithAShortLast() {
        assertThat(Examples.TRAIN_STREAM.batches()).isEqualTo(375);
        assertThat(Examples.TRAIN_STREAM.batchLength(374)).isEqualTo(128);
        assertThat(Examples.TEST_STREAM.batches()).isEqualTo(40);
        assertThat(Examples.TEST_STREAM.batchLength(38)).isEqualTo(256);
        assertThat(Examples.TEST_STREAM.batchLength(39)).isEqualTo(16);
        assertThatThrownBy(() -> Examples.TEST_STREAM.batchLength(40))
                .hasMessage("batch index must be between 0 and 39, but is 40");
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
                        + "/erase0.5-0.1-0.2-1.0-2.0/brightness0.1/contrast0.1/cutout4/b8/s1");
        assertThat(Json.read(Json.write(stream), StreamDefinition.class)).isEqualTo(stream);
    }

    /** Batches carry it, and their readers bound it. */
    @Test
    void shouldHaveABoundedIdWhateverTheAugmentationsAre() {
        double third = 1.0 / 3;
        List<Augmentation> most =
                Collections.nCopies(Recipe.MAX_AUGMENTATIONS, erase(third, third, 2 * third, third / 10, 100 * third));
        StreamDefinition stream = new StreamDefinition(
                "d".repeat(64),
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
            String dataset, int source, Holdout holdout, List<Augmentation> augmentations, int batchSize, long seed) {
        return new StreamDefinition(dataset, Split.TRAIN, source, 50, holdout, augmentations, batchSize, seed);
    }
}
