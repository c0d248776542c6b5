package io.atelier.evaluator.testset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.contract.stream.RecordSource;
import io.atelier.contract.tensor.ImageRecord;
import io.atelier.evaluator.Samples;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestSetTest {

    /** Four records, the last of 16 images. */
    private static final StreamDefinition STREAM = Samples.testStream("synthetic", 400);

    @Test
    void shouldPutRecordsInTheirPlaces() throws Exception {
        TestSet set = TestSet.read(STREAM, new Records(4));

        assertThat(set.size()).isEqualTo(400);
        assertThat(IntStream.of(0, 127, 128, 383, 384, 399).map(set::label)).containsExactly(0, 0, 1, 2, 3, 3);
        FloatBuffer pixels = set.images(383, 2);
        assertThat(pixels.remaining()).isEqualTo(2 * 784);
        assertThat(pixels.get(0)).isEqualTo((float) (20 / 255.0));
        assertThat(pixels.get(784)).isEqualTo((float) (30 / 255.0));
        assertThat(set.shape()).isEqualTo(new Shape(28, 28, 1));
    }

    /** Would catch an interrupt that stays and disturbs the closing of the clients, and half a test set. */
    @Test
    void shouldTurnAStopIntoAnInterruption() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> TestSet.read(STREAM, new Records(2)))
                .isInstanceOf(InterruptedException.class)
                .hasMessage("stopped while fetching test set " + STREAM.id());
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void shouldNotGoOnWithoutARecord() {
        RecordSource nothing = new Records(0) {
            @Override
            public Optional<ImageRecord> take(int epoch, int index) throws DataUnavailableException {
                throw new DataUnavailableException("none came");
            }
        };

        assertThatThrownBy(() -> TestSet.read(STREAM, nothing))
                .isInstanceOf(DataUnavailableException.class)
                .hasMessage("none came");
    }

    /** The first records of the stream. All labels of one are its index, all pixels ten times that. */
    private static class Records implements RecordSource {

        private final int count;

        Records(int count) {
            this.count = count;
        }

        @Override
        public Optional<ImageRecord> take(int epoch, int index) throws DataUnavailableException {
            assertThat(epoch).isEqualTo(1);
            if (index >= count) {
                return Optional.empty();
            }
            int size = STREAM.recordLength(index);
            byte[] pixels = new byte[size * 784];
            Arrays.fill(pixels, (byte) (10 * index));
            int[] labels = new int[size];
            Arrays.fill(labels, index);
            return Optional.of(ImageRecord.ofBytes(STREAM, 1, index, pixels, labels));
        }

        @Override
        public void close() {}
    }
}
