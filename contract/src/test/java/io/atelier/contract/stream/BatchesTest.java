package io.atelier.contract.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.tensor.Batch;
import io.atelier.contract.tensor.ImageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchesTest {

    private static final int IMAGES = 23;

    private final List<String> taken = new ArrayList<>();

    /** Would catch images that are lost, doubled or moved where a batch ends inside of a record. */
    @ParameterizedTest(name = "{0} in a batch, {1} in a record")
    @CsvSource({"5, 3", "3, 5", "4, 4", "23, 7", "7, 23", "1, 2", "8, 2", "100, 4"})
    void shouldHaveTheStreamsImagesInTheirOrderWhateverTheSizes(int batchSize, int recordImages) throws Exception {
        for (List<Augmentation> augmentations :
                List.of(List.<Augmentation>of(), List.<Augmentation>of(new Augmentation.Rotation(1)))) {
            StreamDefinition stream = stream(recordImages, augmentations);
            Batches batches = new Batches(stream, batchSize, records(stream), () -> false);
            taken.clear();
            for (int epoch = 1; epoch <= 2; epoch++) {
                List<Integer> labels = new ArrayList<>();
                for (int index = 0; labels.size() < IMAGES; index++) {
                    Batch batch = batches.take(epoch, index).orElseThrow();
                    assertThat(batch.size()).isEqualTo(Math.min(batchSize, IMAGES - labels.size()));
                    for (int i = 0; i < batch.size(); i++) {
                        labels.add(batch.label(i));
                        assertThat(batch.images().get(6 * i + 5)).isEqualTo((float) (batch.label(i) / 255.0));
                    }
                }
                int first = 10 * epoch;
                assertThat(labels).hasSize(IMAGES).startsWith(first, first + 1).endsWith(first + IMAGES - 1);
            }
            assertThat(taken).as("no record twice").doesNotHaveDuplicates().hasSize(2 * stream.records());
        }
    }

    @Test
    void shouldBeginWithTheRecordThatHoldsABatchesFirstImage() throws Exception {
        StreamDefinition stream = stream(4, List.of());

        Batch batch =
                new Batches(stream, 5, records(stream), () -> false).take(2, 2).orElseThrow();

        assertThat(batch.label(0)).isEqualTo(30);
        assertThat(batch.label(4)).isEqualTo(34);
        assertThat(taken).containsExactly("2/2", "2/3");
    }

    @Test
    void shouldEndWhenItsReaderIsToStop() throws Exception {
        StreamDefinition stream = stream(4, List.of());
        RecordSource stopping = new Records(stream) {
            @Override
            public Optional<ImageRecord> take(int epoch, int index) {
                return index == 1 ? Optional.empty() : super.take(epoch, index);
            }
        };

        assertThat(new Batches(stream, 5, stopping, () -> false).take(1, 0)).isEmpty();
    }

    /** Would catch a trainer that trains all batches of a record, up to a thousand, before it stops. */
    @Test
    void shouldEndInsideOfARecordToo() throws Exception {
        StreamDefinition stream = stream(20, List.of());
        AtomicBoolean stop = new AtomicBoolean();
        Batches batches = new Batches(stream, 5, records(stream), stop::get);
        assertThat(batches.take(1, 0)).isPresent();

        Thread.currentThread().interrupt();
        assertThat(batches.take(1, 1)).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
        stop.set(true);
        assertThat(batches.take(1, 1)).isEmpty();
        stop.set(false);

        assertThat(batches.take(1, 1).orElseThrow().label(0)).isEqualTo(15);
        assertThat(taken).containsExactly("1/0");
    }

    private static StreamDefinition stream(int recordImages, List<Augmentation> augmentations) {
        DatasetReference dataset = new DatasetReference("d", 1, 2, 3, 300);
        return new StreamDefinition(dataset, Split.TRAIN, IMAGES, IMAGES, Holdout.NONE, augmentations, recordImages, 1);
    }

    private RecordSource records(StreamDefinition stream) {
        return new Records(stream);
    }

    /** The pixels of an image are its label, which counts from ten times the epoch. */
    private class Records implements RecordSource {

        private final StreamDefinition stream;

        Records(StreamDefinition stream) {
            this.stream = stream;
        }

        @Override
        public Optional<ImageRecord> take(int epoch, int index) {
            taken.add(epoch + "/" + index);
            int size = stream.recordLength(index);
            int[] labels = new int[size];
            byte[] bytes = new byte[6 * size];
            float[] floats = new float[6 * size];
            for (int i = 0; i < size; i++) {
                labels[i] = 10 * epoch + index * stream.recordImages() + i;
                for (int pixel = 6 * i; pixel < 6 * i + 6; pixel++) {
                    bytes[pixel] = (byte) labels[i];
                    floats[pixel] = (float) (labels[i] / 255.0);
                }
            }
            return Optional.of(
                    stream.augmentations().isEmpty()
                            ? ImageRecord.ofBytes(stream, epoch, index, bytes, labels)
                            : ImageRecord.ofFloats(stream, epoch, index, floats, labels));
        }

        @Override
        public void close() {}
    }
}
