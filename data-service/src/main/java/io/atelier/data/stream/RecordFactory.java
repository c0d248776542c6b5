package io.atelier.data.stream;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.message.Encoding;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.tensor.ImageRecord;
import io.atelier.contract.tensor.Pixels;
import io.atelier.data.augmentation.Augmenter;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.ImageSet;
import io.atelier.data.split.TrainingSplit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Records of any stream over one dataset. A record is a function of dataset, stream, epoch and index alone; what is kept
 * between calls only saves time. One thread at a time.
 */
public final class RecordFactory {

    /** Splits and orders of 60,000 images take 240 kB each. */
    private static final int KEPT = 16;

    private record SplitKey(Holdout holdout, int images) {}

    private record OrderKey(SplitKey split, long seed, int epoch) {}

    private final Dataset dataset;
    private final LoadingCache<SplitKey, TrainingSplit> splits =
            kept(key -> TrainingSplit.of(key.holdout(), key.images()));
    private final LoadingCache<OrderKey, int[]> orders =
            kept(key -> EpochOrder.shuffled(splits.get(key.split()).train(), key.seed(), key.epoch()));

    private final LoadingCache<List<Augmentation>, Augmenter> augmenters =
            kept(augmentations -> new Augmenter(augmentations, shape()));

    public RecordFactory(Dataset dataset) {
        this.dataset = dataset;
    }

    /** What records are made of. */
    public Dataset dataset() {
        return dataset;
    }

    private Shape shape() {
        return dataset.description().image();
    }

    private static <K, V> LoadingCache<K, V> kept(CacheLoader<K, V> loader) {
        return Caffeine.newBuilder().maximumSize(KEPT).executor(Runnable::run).build(loader);
    }

    /**
     * One record, with the pixels of its stream's encoding.
     *
     * @param epoch from 1
     * @param index from 0
     * @throws UnanswerableRequestException if the stream is not one of this dataset
     */
    public ImageRecord record(StreamDefinition stream, int epoch, int index) throws UnanswerableRequestException {
        int[] images = images(stream, epoch);
        if (images.length != stream.images()) {
            throw new UnanswerableRequestException(
                    "stream %s says it has %d images per epoch, but its holdout of %d images gives %d: correct stream.images"
                            .formatted(stream.id(), stream.images(), stream.source(), images.length));
        }
        int from = index * stream.recordImages();
        int[] chosen = Arrays.copyOfRange(images, from, from + stream.recordLength(index));
        ImageSet set = stream.split() == Split.TEST ? dataset.test() : dataset.train();
        int[] labels = IntStream.of(chosen).map(set::label).toArray();
        byte[] bytes = bytes(set, chosen);
        if (stream.encoding() == Encoding.F32) {
            float[] pixels = new float[bytes.length];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = Pixels.unit(bytes[i]);
            }
            augment(pixels, stream, epoch, chosen);
            return ImageRecord.ofFloats(stream, epoch, index, pixels, labels);
        }
        if (!stream.augmentations().isEmpty()) {
            bytes = augmented(bytes, stream, epoch, chosen);
        }
        return ImageRecord.ofBytes(stream, epoch, index, bytes, labels);
    }

    private static byte[] bytes(ImageSet set, int[] chosen) {
        int size = Math.toIntExact(set.shape().size());
        byte[] bytes = new byte[chosen.length * size];
        for (int i = 0; i < chosen.length; i++) {
            set.copy(chosen[i], bytes, i * size);
        }
        return bytes;
    }

    /** By augmentations that move whole numbers or put 0 in their place, so that they remain whole numbers. */
    private byte[] augmented(byte[] bytes, StreamDefinition stream, int epoch, int[] chosen)
            throws UnanswerableRequestException {
        float[] values = new float[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Byte.toUnsignedInt(bytes[i]);
        }
        augment(values, stream, epoch, chosen);
        byte[] augmented = new byte[bytes.length];
        for (int i = 0; i < values.length; i++) {
            augmented[i] = (byte) (int) values[i];
        }
        return augmented;
    }

    private void augment(float[] pixels, StreamDefinition stream, int epoch, int[] chosen)
            throws UnanswerableRequestException {
        Augmenter augmenter = augmenter(stream);
        int size = Math.toIntExact(shape().size());
        for (int i = 0; i < chosen.length; i++) {
            augmenter.apply(pixels, i * size, stream.seed(), epoch, chosen[i]);
        }
    }

    private Augmenter augmenter(StreamDefinition stream) throws UnanswerableRequestException {
        try {
            return augmenters.get(stream.augmentations());
        } catch (IllegalArgumentException e) {
            throw new UnanswerableRequestException("stream %s: %s".formatted(stream.id(), e.getMessage()), e);
        }
    }

    /** Indices of the stream's images in the order of the epoch. */
    private int[] images(StreamDefinition stream, int epoch) throws UnanswerableRequestException {
        DatasetReference own = dataset.description().reference();
        if (!stream.dataset().equals(own)) {
            throw new UnanswerableRequestException(
                    "stream %s is of dataset %s, but this data service has %s: start it with the former or plan the run anew"
                            .formatted(stream.id(), stream.dataset(), own));
        }
        int available = (stream.split() == Split.TEST ? dataset.test() : dataset.train()).size();
        if (stream.source() > available) {
            throw new UnanswerableRequestException("stream %s uses %d images, but dataset %s has %d for it"
                    .formatted(stream.id(), stream.source(), dataset.name(), available));
        }
        SplitKey split = new SplitKey(stream.holdout(), stream.source());
        try {
            return switch (stream.split()) {
                case TRAIN -> orders.get(new OrderKey(split, stream.seed(), epoch));
                case VALIDATION -> splits.get(split).validation();
                case TEST -> IntStream.range(0, stream.source()).toArray();
            };
        } catch (IllegalArgumentException e) {
            throw new UnanswerableRequestException("stream %s: %s".formatted(stream.id(), e.getMessage()), e);
        }
    }
}
