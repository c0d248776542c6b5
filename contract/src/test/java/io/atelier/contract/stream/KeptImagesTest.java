package io.atelier.contract.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.tensor.ImageRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeptImagesTest {

    /** Six records, the last of three images. */
    private static final StreamDefinition STREAM = new StreamDefinition(
            new DatasetReference("d", 1, 2, 3, 300), Split.TEST, 23, 23, Holdout.NONE, List.of(), 4, 0);

    private final List<KeptImages> complete = new ArrayList<>();
    private final List<Integer> taken = new ArrayList<>();
    private boolean closed;

    @Test
    void shouldHandOnWhatItKeepsAndThenNeedNoSource() throws Exception {
        try (RecordSource keeping = KeptImages.keeping(STREAM, new Records(), complete::add)) {
            for (int index = 0; index < STREAM.records(); index++) {
                assertThat(complete).as("before record %d", index).isEmpty();
                assertThat(keeping.take(1, index).orElseThrow().label(0)).isEqualTo(4 * index);
            }
        }

        assertThat(closed).isTrue();
        KeptImages kept = complete.get(0);
        assertThat(kept.images()).hasSize(23).startsWith(0, 1, 2, 3, 4).endsWith(22);
        assertThat(kept.label(22)).isEqualTo(22);
        assertThat(kept.image(22).remaining()).isEqualTo(6);
        assertThat(kept.image(22).get(5)).isEqualTo((float) (22 / 255.0));
        assertThat(kept.records().take(1, 5).orElseThrow().size()).isEqualTo(3);
        assertThat(kept.bytes()).isEqualTo(KeptImages.bytes(STREAM)).isEqualTo(23 * 8);
        assertThat(taken).containsExactly(0, 1, 2, 3, 4, 5);
    }

    /** Would catch half a set that is taken for a whole one after a stop. */
    @Test
    void shouldNotBeCompleteWithoutEveryRecord() throws Exception {
        try (RecordSource keeping = KeptImages.keeping(STREAM, new Records(), complete::add)) {
            for (int index : new int[] {0, 1, 1, 2, 3, 4, 4}) {
                keeping.take(1, index);
            }
        }

        assertThat(complete).isEmpty();
    }

    @Test
    void shouldSayWhichImagesOfSomeRecordsAreThere() {
        KeptImages some = new KeptImages(STREAM, Map.of(5, record(5), 1, record(1)));

        assertThat(some.images()).containsExactly(4, 5, 6, 7, 20, 21, 22);
        assertThat(some.has(7)).isTrue();
        assertThat(some.has(8)).isFalse();
        assertThat(some.has(23)).as("beyond the end").isFalse();
        assertThat(some.has(-1)).isFalse();
        assertThat(some.bytes()).isEqualTo(7 * 8);
    }

    /** The pixels of an image are its label, which is its place. */
    private static ImageRecord record(int index) {
        int[] labels = new int[STREAM.recordLength(index)];
        byte[] pixels = new byte[6 * labels.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = 4 * index + i;
            Arrays.fill(pixels, 6 * i, 6 * i + 6, (byte) labels[i]);
        }
        return ImageRecord.ofBytes(STREAM, 1, index, pixels, labels);
    }

    private class Records implements RecordSource {

        @Override
        public Optional<ImageRecord> take(int epoch, int index) {
            taken.add(index);
            return Optional.of(record(index));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
