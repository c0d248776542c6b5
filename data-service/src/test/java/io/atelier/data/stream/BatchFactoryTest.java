package io.atelier.data.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.tensor.Batch;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.SyntheticDataset;
import io.atelier.data.split.TrainingSplit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchFactoryTest {

    private static final List<Augmentation> SHIFT = List.of(new Augmentation.Keras(0.2, 0.2, 0, true));
    private static final Dataset DATASET = SyntheticDataset.ofSize(300, 50);

    private final BatchFactory source = new BatchFactory(DATASET);

    @Test
    void shouldGiveTheSameBatchWhateverWasAskedBefore() throws Exception {
        StreamDefinition stream = train(SHIFT, 7);
        byte[] first = source.batch(stream, 3, 1).toBytes();
        for (int epoch = 1; epoch <= 40; epoch++) {
            source.batch(stream, epoch, 0);
        }

        assertThat(source.batch(stream, 3, 1).toBytes()).isEqualTo(first);
        assertThat(new BatchFactory(DATASET).batch(stream, 3, 1).toBytes()).isEqualTo(first);
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
        Batch one = source.batch(train(SHIFT, 7), 1, 0);
        Batch two = source.batch(train(SHIFT, 7), 2, 0);
        Batch plain = source.batch(train(List.of(), 7), 1, 0);

        assertThat(one.labels()).isEqualTo(plain.labels());
        assertThat(one.images()).isNotEqualTo(plain.images());
        assertThat(one.images()).isNotEqualTo(two.images());
    }

    @Test
    void shouldGiveTestImagesInFileOrder() throws Exception {
        StreamDefinition stream = new StreamDefinition("synthetic", Split.TEST, 50, 50, Holdout.NONE, List.of(), 20, 0);

        Batch last = source.batch(stream, 1, 2);

        assertThat(last.size()).isEqualTo(10);
        assertThat(last.labels().get(0)).isEqualTo(DATASET.test().label(40));
        int pixel = 40 * 784 + 400;
        assertThat(last.images().get(400))
                .isEqualTo(Byte.toUnsignedInt(DATASET.test().pixels()[pixel]) / 255f);
    }

    @Test
    void shouldGiveTheValidationImagesOfTheSplit() throws Exception {
        Holdout holdout = Holdout.shuffled(0.2, 42);
        StreamDefinition stream =
                new StreamDefinition("synthetic", Split.VALIDATION, 300, 60, holdout, List.of(), 64, 0);

        Batch batch = source.batch(stream, 1, 0);

        byte[] labels = new byte[60];
        batch.labels().get(labels);
        int[] expected = IntStream.of(TrainingSplit.of(holdout, 300).validation())
                .map(image -> DATASET.train().label(image))
                .toArray();
        assertThat(IntStream.range(0, 60).map(i -> labels[i]).toArray()).isEqualTo(expected);
    }

    @Test
    void shouldRefuseStreamsThatAreNotOfThisDataset() {
        StreamDefinition other = new StreamDefinition("fashion-mnist", Split.TEST, 5, 5, Holdout.NONE, List.of(), 5, 0);
        StreamDefinition large = new StreamDefinition("synthetic", Split.TEST, 51, 51, Holdout.NONE, List.of(), 5, 0);
        StreamDefinition wrong =
                new StreamDefinition("synthetic", Split.TRAIN, 300, 239, Holdout.shuffled(0.2, 42), List.of(), 64, 7);

        assertThatThrownBy(() -> source.batch(other, 1, 0))
                .isInstanceOf(UnanswerableRequestException.class)
                .hasMessageContaining("is of dataset fashion-mnist, but this data service has synthetic");
        assertThatThrownBy(() -> source.batch(large, 1, 0))
                .hasMessageContaining("uses 51 images, but dataset synthetic has 50 for it");
        assertThatThrownBy(() -> source.batch(wrong, 1, 0))
                .isInstanceOf(UnanswerableRequestException.class)
                .hasMessageContaining("says it has 239 images per epoch")
                .hasMessageContaining("gives 240");
    }

    private static StreamDefinition train(List<Augmentation> augmentations, long seed) {
        return new StreamDefinition(
                "synthetic", Split.TRAIN, 300, 240, Holdout.shuffled(0.2, 42), augmentations, 64, seed);
    }

    private List<String> epoch(StreamDefinition stream, int epoch) throws Exception {
        List<String> images = new ArrayList<>();
        for (int index = 0; index < stream.batches(); index++) {
            Batch batch = source.batch(stream, epoch, index);
            for (int i = 0; i < batch.size(); i++) {
                float[] pixels = new float[784];
                batch.images().get(i * 784, pixels);
                images.add(batch.labels().get(i) + " " + Arrays.hashCode(pixels));
            }
        }
        return images;
    }

    private static String describe(int image) {
        float[] pixels = new float[784];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Byte.toUnsignedInt(DATASET.train().pixels()[image * 784 + i]) / 255f;
        }
        return DATASET.train().label(image) + " " + Arrays.hashCode(pixels);
    }
}
