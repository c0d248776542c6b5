package io.atelier.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.contract.stream.KeptImages;
import io.atelier.contract.stream.RecordSource;
import io.atelier.contract.tensor.ImageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValidationTest {

    /** 600 images: two passes, and seven records, of which the passes take parts. */
    private static final StreamDefinition STREAM =
            Trials.validated("r", "fmnist_3", 2_400, 128, 3, null).validation();

    private static final long BYTES = 600 * 786;

    private final List<Records> opened = new ArrayList<>();
    private final FakeLearner learner = new FakeLearner();
    private boolean stop;
    private int records = Integer.MAX_VALUE;

    @Test
    void shouldScoreTheSameWhetherItKeepsTheImagesOrStreamsThemInEachEpoch() throws Exception {
        assertThat(KeptImages.bytes(STREAM)).isEqualTo(BYTES);
        Validation keeping = validation(BYTES);
        Validation streaming = validation(BYTES - 1);
        for (int epoch = 1; epoch <= 3; epoch++) {
            learner.setValidationLoss(epoch / 2.0);
            Score score = keeping.score(learner).orElseThrow();

            assertThat(score.accuracy()).as("every label beside its image").isOne();
            assertThat(streaming.score(learner)).contains(score);
        }

        assertThat(opened).hasSize(1 + 3).allMatch(source -> source.closed);
        assertThat(keeping.keptBytes()).isEqualTo(BYTES);
        assertThat(streaming.keptBytes()).isZero();
    }

    /** Would catch a part of the images that is taken for all of them. */
    @Test
    void shouldBeginAnewAfterAStop() throws Exception {
        Validation validation = validation(BYTES);
        stop = true;
        assertThat(validation.score(learner)).isEmpty();
        stop = false;
        records = 5;
        assertThatThrownBy(() -> validation.score(learner)).isInstanceOf(DataUnavailableException.class);
        assertThat(validation.keptBytes()).isZero();
        records = Integer.MAX_VALUE;

        assertThat(validation.score(learner).orElseThrow().accuracy()).isOne();
        assertThat(validation.keptBytes()).isEqualTo(BYTES);
    }

    /** Of an outage in the middle of training: no average may be left in the place of the parameters. */
    @Test
    void shouldSayThatImagesDoNotComeAndPutTheParametersBack() throws Exception {
        Validation validation = validation(0);
        validation.score(learner);
        records = 3;

        assertThatThrownBy(() -> validation.score(learner))
                .isInstanceOf(DataUnavailableException.class)
                .hasMessage("record 3 did not come");
        assertThat(learner.isScoring()).isFalse();
        assertThat(opened).allMatch(source -> source.closed);
    }

    private Validation validation(long mostKept) {
        return new Validation(
                STREAM,
                () -> {
                    Records source = new Records();
                    opened.add(source);
                    return source;
                },
                mostKept,
                () -> stop);
    }

    private class Records implements RecordSource {

        private boolean closed;

        @Override
        public Optional<ImageRecord> take(int epoch, int index) throws DataUnavailableException {
            assertThat(epoch).isOne();
            if (index >= records) {
                throw new DataUnavailableException("record " + index + " did not come");
            }
            return Optional.of(SyntheticRecords.record(STREAM, epoch, index));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
