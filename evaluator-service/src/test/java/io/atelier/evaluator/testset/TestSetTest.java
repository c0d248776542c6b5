package io.atelier.evaluator.testset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.message.BatchRequest;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.tensor.Batch;
import io.atelier.evaluator.Samples;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestSetTest {

    /** Four batches, the last of 16 images. */
    private static final StreamDefinition STREAM = Samples.testStream("synthetic", 400);

    private final TestSet set = new TestSet(STREAM);

    @Test
    void shouldPutBatchesInTheirPlacesInAnyOrder() {
        assertThat(set.add(batch(3, 16))).isTrue();
        assertThat(set.add(batch(1, 128))).isTrue();
        assertThat(set.add(batch(1, 128))).as("again").isFalse();
        assertThat(set.isComplete()).isFalse();
        set.add(batch(0, 128));
        set.add(batch(2, 128));

        assertThat(set.isComplete()).isTrue();
        assertThat(set.size()).isEqualTo(400);
        assertThat(set.labels()).startsWith(0, 0).endsWith(3, 3).contains(1, 2);
        assertThat(set.labels()[127]).isZero();
        assertThat(set.labels()[128]).isEqualTo(1);
        FloatBuffer pixels = set.images(383, 2);
        assertThat(pixels.remaining()).isEqualTo(2 * Batch.PIXELS);
        assertThat(pixels.get(0)).isEqualTo(0.2f);
        assertThat(pixels.get(Batch.PIXELS)).isEqualTo(0.3f);
    }

    @Test
    void shouldRefuseWhatIsNotOfTheStream() {
        assertThatThrownBy(() -> set.add(batch(3, 128)))
                .hasMessage("batch 3 of stream synthetic/test/400/b128 must have 16 images, but has 128");
        assertThatThrownBy(() -> set.add(batch(4, 16))).hasMessage("batch index must be between 0 and 3, but is 4");
        Batch other = new Batch("other", 1, 0, FloatBuffer.allocate(Batch.PIXELS), ByteBuffer.allocate(1));
        assertThatThrownBy(() -> set.add(other))
                .hasMessage("batch must be of stream synthetic/test/400/b128, but is of other");
    }

    @Test
    void shouldAskForTheMissingBatchesOfTheWindowOnly() {
        assertThat(TestSetRequests.next(STREAM, set, 3)).containsExactly(new BatchRequest(STREAM, 1, 0, 3));
        set.add(batch(1, 128));
        assertThat(TestSetRequests.next(STREAM, set, 3))
                .isEqualTo(List.of(new BatchRequest(STREAM, 1, 0, 1), new BatchRequest(STREAM, 1, 2, 1)));
        set.add(batch(0, 128));
        assertThat(TestSetRequests.next(STREAM, set, 3)).containsExactly(new BatchRequest(STREAM, 1, 2, 2));
        set.add(batch(2, 128));
        set.add(batch(3, 16));
        assertThat(TestSetRequests.next(STREAM, set, 3)).isEmpty();
    }

    /** All its labels are its index, all its pixels a tenth of it. */
    private static Batch batch(int index, int size) {
        float[] pixels = new float[size * Batch.PIXELS];
        Arrays.fill(pixels, index / 10f);
        byte[] labels = new byte[size];
        Arrays.fill(labels, (byte) index);
        return new Batch(STREAM.id(), 1, index, FloatBuffer.wrap(pixels), ByteBuffer.wrap(labels));
    }
}
