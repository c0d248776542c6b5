package io.atelier.contract.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.recipe.Holdout;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamDefinitionTest {

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
                train("d", 100, Holdout.tail(0.25), Augmentation.NONE, 8, 1),
                train("e", 100, Holdout.tail(0.25), Augmentation.NONE, 8, 1),
                train("d", 101, Holdout.tail(0.25), Augmentation.NONE, 8, 1),
                train("d", 100, Holdout.tail(0.5), Augmentation.NONE, 8, 1),
                train("d", 100, Holdout.NONE, Augmentation.NONE, 8, 1),
                train("d", 100, Holdout.shuffled(0.25, 0), Augmentation.NONE, 8, 1),
                train("d", 100, Holdout.shuffled(0.25, 1), Augmentation.NONE, 8, 1),
                train("d", 100, Holdout.tail(0.25), new Augmentation(0.1, 0, 0, false), 8, 1),
                train("d", 100, Holdout.tail(0.25), new Augmentation(0, 0.1, 0, false), 8, 1),
                train("d", 100, Holdout.tail(0.25), new Augmentation(0, 0, 0.1, false), 8, 1),
                train("d", 100, Holdout.tail(0.25), new Augmentation(0, 0, 0, true), 8, 1),
                train("d", 100, Holdout.tail(0.25), Augmentation.NONE, 9, 1),
                train("d", 100, Holdout.tail(0.25), Augmentation.NONE, 8, 2),
                new StreamDefinition("d", Split.VALIDATION, 100, 50, Holdout.tail(0.25), Augmentation.NONE, 8, 0));
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

    private static StreamDefinition train(
            String dataset, int source, Holdout holdout, Augmentation augmentation, int batchSize, long seed) {
        return new StreamDefinition(dataset, Split.TRAIN, source, 50, holdout, augmentation, batchSize, seed);
    }
}
