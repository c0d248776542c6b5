package io.atelier.data.stream;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.tensor.Batch;
import io.atelier.data.augmentation.Augmenter;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.ImageSet;
import io.atelier.data.split.TrainingSplit;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Batches of any stream over one dataset. A batch is a function of dataset, stream, epoch and index alone; what is kept
 * between calls only saves time. One thread at a time.
 */
public final class BatchFactory {

    /** Splits and orders of 60,000 images take 240 kB each. */
    private static final int KEPT = 16;

    private static final Shape SHAPE = new Shape(ImageSet.SIDE, ImageSet.SIDE, 1);
    private static final float[] UNIT = new float[256];

    static {
        for (int value = 0; value < UNIT.length; value++) {
            UNIT[value] = (float) (value / 255.0);
        }
    }

    private record SplitKey(Holdout holdout, int images) {}

    private record OrderKey(SplitKey split, long seed, int epoch) {}

    private final Dataset dataset;
    private final LoadingCache<SplitKey, TrainingSplit> splits =
            kept(key -> TrainingSplit.of(key.holdout(), key.images()));
    private final LoadingCache<OrderKey, int[]> orders =
            kept(key -> EpochOrder.shuffled(splits.get(key.split()).train(), key.seed(), key.epoch()));

    private final LoadingCache<List<Augmentation>, Augmenter> augmenters =
            kept(augmentations -> new Augmenter(augmentations, SHAPE));

    public BatchFactory(Dataset dataset) {
        this.dataset = dataset;
    }

    private static <K, V> LoadingCache<K, V> kept(CacheLoader<K, V> loader) {
        return Caffeine.newBuilder().maximumSize(KEPT).executor(Runnable::run).build(loader);
    }

    /**
     * One batch: images {@code [n, 1, 28, 28]} in [0, 1].
     *
     * @param epoch from 1
     * @param index from 0
     * @throws UnanswerableRequestException if the stream is not one of this dataset
     */
    public Batch batch(StreamDefinition stream, int epoch, int index) throws UnanswerableRequestException {
        int[] images = images(stream, epoch);
        if (images.length != stream.images()) {
            throw new UnanswerableRequestException(
                    "stream %s says it has %d images per epoch, but its holdout of %d images gives %d: correct stream.images"
                            .formatted(stream.id(), stream.images(), stream.source(), images.length));
        }
        int from = index * stream.batchSize();
        int[] chosen = Arrays.copyOfRange(images, from, from + stream.batchLength(index));
        ImageSet set = stream.split() == Split.TEST ? dataset.test() : dataset.train();
        float[] pixels = new float[chosen.length * ImageSet.PIXELS];
        byte[] labels = new byte[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            labels[i] = set.label(chosen[i]);
            copy(set.pixels(), chosen[i] * ImageSet.PIXELS, pixels, i * ImageSet.PIXELS);
        }
        if (!stream.augmentations().isEmpty()) {
            Augmenter augmenter = augmenter(stream);
            for (int i = 0; i < chosen.length; i++) {
                augmenter.apply(pixels, i * ImageSet.PIXELS, stream.seed(), epoch, chosen[i]);
            }
        }
        return new Batch(stream.id(), epoch, index, FloatBuffer.wrap(pixels), ByteBuffer.wrap(labels));
    }

    /** From bytes to [0, 1]. */
    private static void copy(byte[] bytes, int from, float[] pixels, int to) {
        for (int i = 0; i < ImageSet.PIXELS; i++) {
            pixels[to + i] = UNIT[Byte.toUnsignedInt(bytes[from + i])];
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
        if (!stream.dataset().equals(dataset.name())) {
            throw new UnanswerableRequestException(
                    "stream %s is of dataset %s, but this data service has %s: start it with --dataset %s or plan the run anew"
                            .formatted(stream.id(), stream.dataset(), dataset.name(), stream.dataset()));
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
