package io.atelier.data.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.tensor.ImageRecord;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.SyntheticDataset;
import io.atelier.data.split.TrainingSplit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordFactoryTest {

    private static final List<Augmentation> SHIFT = List.of(new Augmentation.Keras(0.2, 0.2, 0, true));
    private static final Dataset DATASET = SyntheticDataset.ofSize(300, 50);

    private static final DatasetReference REFERENCE = DATASET.description().reference();

    private final RecordFactory source = new RecordFactory(DATASET);

    @Test
    void shouldGiveTheSameRecordWhateverWasAskedBefore() throws Exception {
        StreamDefinition stream = train(SHIFT, 7);
        byte[] first = source.record(stream, 3, 1).toBytes();
        for (int epoch = 1; epoch <= 40; epoch++) {
            source.record(stream, epoch, 0);
        }

        assertThat(source.record(stream, 3, 1).toBytes()).isEqualTo(first);
        assertThat(new RecordFactory(DATASET).record(stream, 3, 1).toBytes()).isEqualTo(first);
    }

    @Test
    void shouldShowEveryTrainingImageOnceAnEpochInAnotherOrder() throws Exception {
        StreamDefinition stream = train(List.of(), 7);
        List<String> expected = new ArrayList<>();
        for (int image : TrainingSplit.of(stream.holdout(), 300).train()) {
            expected.add(describe(image));
        }

        List<String> one = epoch(stream, 1);
        List<String> two = epoch(stream, 2);

        assertThat(one).containsExactlyInAnyOrderElementsOf(expected).isNotEqualTo(expected);
        assertThat(two).containsExactlyInAnyOrderElementsOf(expected).isNotEqualTo(one);
        assertThat(epoch(train(List.of(), 8), 1)).isNotEqualTo(one);
    }

    @Test
    void shouldChangeAnImageDifferentlyInEveryEpoch() throws Exception {
        ImageRecord one = source.record(train(SHIFT, 7), 1, 0);
        ImageRecord two = source.record(train(SHIFT, 7), 2, 0);
        ImageRecord plain = source.record(train(List.of(), 7), 1, 0);

        assertThat(labels(one)).isEqualTo(labels(plain));
        assertThat(pixels(one)).isNotEqualTo(pixels(plain));
        assertThat(pixels(one)).isNotEqualTo(pixels(two));
    }

    @Test
    void shouldGiveTestImagesInFileOrder() throws Exception {
        StreamDefinition stream = new StreamDefinition(REFERENCE, Split.TEST, 50, 50, Holdout.NONE, List.of(), 20, 0);

        ImageRecord last = source.record(stream, 1, 2);

        assertThat(last.size()).isEqualTo(10);
        assertThat(last.label(0)).isEqualTo(DATASET.test().label(40));
        byte[] image = new byte[784];
        DATASET.test().copy(40, image, 0);
        assertThat(pixels(last)[400]).isEqualTo(Byte.toUnsignedInt(image[400]) / 255f);
    }

    @Test
    void shouldGiveTheValidationImagesOfTheSplit() throws Exception {
        Holdout holdout = Holdout.shuffled(0.2, 42);
        StreamDefinition stream = new StreamDefinition(REFERENCE, Split.VALIDATION, 300, 60, holdout, List.of(), 64, 0);

        ImageRecord record = source.record(stream, 1, 0);

        int[] expected = IntStream.of(TrainingSplit.of(holdout, 300).validation())
                .map(image -> DATASET.train().label(image))
                .toArray();
        assertThat(labels(record)).isEqualTo(expected);
    }

    @Test
    void shouldRefuseStreamsThatAreNotOfThisDataset() {
        StreamDefinition other = new StreamDefinition(
                new DatasetReference("fashion-mnist-0a1b2c3d", REFERENCE.shape()),
                Split.TEST,
                5,
                5,
                Holdout.NONE,
                List.of(),
                5,
                0);
        StreamDefinition large = new StreamDefinition(REFERENCE, Split.TEST, 51, 51, Holdout.NONE, List.of(), 5, 0);
        StreamDefinition wrong =
                new StreamDefinition(REFERENCE, Split.TRAIN, 300, 239, Holdout.shuffled(0.2, 42), List.of(), 64, 7);

        assertThatThrownBy(() -> source.record(other, 1, 0))
                .isInstanceOf(UnanswerableRequestException.class)
                .hasMessageContaining(
                        "is of dataset fashion-mnist-0a1b2c3d (28x28x1 and 10 classes), but this data service has synthetic-");
        assertThatThrownBy(() -> source.record(large, 1, 0))
                .hasMessageContaining("uses 51 images, but dataset synthetic has 50 for it");
        assertThatThrownBy(() -> source.record(wrong, 1, 0))
                .isInstanceOf(UnanswerableRequestException.class)
                .hasMessageContaining("says it has 239 images per epoch")
                .hasMessageContaining("gives 240");
    }

    /** Would catch bytes that are rounded on the way: a quarter of the bytes must not cost a bit. */
    @Test
    void shouldMakeTheSamePixelsOfBytesAsOfFloats() throws Exception {
        Dataset colours = Colours.dataset(12, 10, 300, 60);
        RecordFactory factory = new RecordFactory(colours);
        List<Augmentation> whole = List.of(
                new Augmentation.Crop(2, Augmentation.Crop.Fill.REFLECT),
                new Augmentation.Flip(Augmentation.Flip.Mode.RANDOM),
                new Augmentation.Cutout(4),
                new Augmentation.Erase(0.5, new Augmentation.Range(0.1, 0.3), new Augmentation.Range(0.5, 2)));
        // Draws by its position in the list, so it goes last, and changes nothing.
        List<Augmentation> mixing = new ArrayList<>(whole);
        mixing.add(new Augmentation.Brightness(0));
        StreamDefinition bytes = new StreamDefinition(
                colours.description().reference(), Split.TRAIN, 60, 60, Holdout.NONE, whole, 60, 7);
        StreamDefinition floats = new StreamDefinition(
                colours.description().reference(), Split.TRAIN, 60, 60, Holdout.NONE, mixing, 60, 7);

        for (int epoch = 1; epoch <= 3; epoch++) {
            ImageRecord small = factory.record(bytes, epoch, 0);
            ImageRecord large = factory.record(floats, epoch, 0);

            assertThat(small.toBytes().length).isLessThan(large.toBytes().length / 3);
            assertThat(labels(small)).isEqualTo(labels(large));
            assertThat(pixels(small)).isEqualTo(pixels(large)).isNotEqualTo(pixels(factory.record(bytes, 9, 0)));
        }
    }

    /** Would catch labels in a byte, and images of one size. */
    @Test
    void shouldGiveColouredImagesOfManyClasses() throws Exception {
        Dataset colours = Colours.dataset(12, 10, 300, 300);
        StreamDefinition stream = new StreamDefinition(
                colours.description().reference(), Split.TEST, 300, 300, Holdout.NONE, List.of(), 128, 0);

        ImageRecord last = new RecordFactory(colours).record(stream, 1, 2);

        assertThat(last.size()).isEqualTo(44);
        assertThat(last.label(43)).isEqualTo(299);
        byte[] image = new byte[360];
        colours.test().copy(299, image, 0);
        float[] pixels = pixels(last);
        for (int i = 0; i < image.length; i++) {
            assertThat(pixels[43 * 360 + i]).isEqualTo((float) (Byte.toUnsignedInt(image[i]) / 255.0));
        }
    }

    private static StreamDefinition train(List<Augmentation> augmentations, long seed) {
        return new StreamDefinition(
                REFERENCE, Split.TRAIN, 300, 240, Holdout.shuffled(0.2, 42), augmentations, 64, seed);
    }

    private List<String> epoch(StreamDefinition stream, int epoch) throws Exception {
        List<String> images = new ArrayList<>();
        for (int index = 0; index < stream.records(); index++) {
            ImageRecord record = source.record(stream, epoch, index);
            for (int i = 0; i < record.size(); i++) {
                float[] pixels = new float[784];
                record.copy(i, 1, pixels, 0);
                images.add(record.label(i) + " " + Arrays.hashCode(pixels));
            }
        }
        return images;
    }

    private static String describe(int image) {
        byte[] bytes = new byte[784];
        DATASET.train().copy(image, bytes, 0);
        float[] pixels = new float[784];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Byte.toUnsignedInt(bytes[i]) / 255f;
        }
        return DATASET.train().label(image) + " " + Arrays.hashCode(pixels);
    }

    private static int[] labels(ImageRecord record) {
        return IntStream.range(0, record.size()).map(record::label).toArray();
    }

    private static float[] pixels(ImageRecord record) {
        float[] pixels = new float
                [record.size() * (int) record.stream().dataset().image().size()];
        record.copy(0, record.size(), pixels, 0);
        return pixels;
    }
}
