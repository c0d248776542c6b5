package io.atelier.evaluator.testset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.BatchSource;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.contract.tensor.Batch;
import io.atelier.evaluator.Samples;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestSetTest {

    /** Four batches, the last of 16 images. */
    private static final StreamDefinition STREAM = Samples.testStream("synthetic", 400);

    @Test
    void shouldPutBatchesInTheirPlaces() throws Exception {
        TestSet set = TestSet.read(STREAM, new Batches(4));

        assertThat(set.size()).isEqualTo(400);
        assertThat(set.labels()).startsWith(0, 0).endsWith(3, 3).contains(1, 2);
        assertThat(set.labels()[127]).isZero();
        assertThat(set.labels()[128]).isEqualTo(1);
        FloatBuffer pixels = set.images(383, 2);
        assertThat(pixels.remaining()).isEqualTo(2 * Batch.PIXELS);
        assertThat(pixels.get(0)).isEqualTo(0.2f);
        assertThat(pixels.get(Batch.PIXELS)).isEqualTo(0.3f);
    }

    /** Would catch an interrupt that stays and disturbs the closing of the clients, and half a test set. */
    @Test
    void shouldTurnAStopIntoAnInterruption() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> TestSet.read(STREAM, new Batches(2)))
                .isInstanceOf(InterruptedException.class)
                .hasMessage("stopped while fetching test set " + STREAM.id());
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void shouldNotGoOnWithoutABatch() {
        BatchSource nothing = new Batches(0) {
            @Override
            public Optional<Batch> take(int epoch, int index) throws DataUnavailableException {
                throw new DataUnavailableException("none came");
            }
        };

        assertThatThrownBy(() -> TestSet.read(STREAM, nothing))
                .isInstanceOf(DataUnavailableException.class)
                .hasMessage("none came");
    }

    /** The first batches of the stream. All labels of one are its index, all pixels a tenth of it. */
    private static class Batches implements BatchSource {

        private final int count;

        Batches(int count) {
            this.count = count;
        }

        @Override
        public Optional<Batch> take(int epoch, int index) throws DataUnavailableException {
            assertThat(epoch).isEqualTo(1);
            if (index >= count) {
                return Optional.empty();
            }
            int size = STREAM.batchLength(index);
            float[] pixels = new float[size * Batch.PIXELS];
            Arrays.fill(pixels, index / 10f);
            byte[] labels = new byte[size];
            Arrays.fill(labels, (byte) index);
            return Optional.of(new Batch(STREAM.id(), 1, index, FloatBuffer.wrap(pixels), ByteBuffer.wrap(labels)));
        }

        @Override
        public void close() {}
    }
}
