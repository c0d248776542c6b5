package io.atelier.contract.dataset;

import io.atelier.contract.Require;
import java.util.List;

/**
 * What was counted in the images of a dataset. It lies beside the {@link DatasetDescription} on its topic, under a
 * {@link #key} of its own.
 *
 * @param schema version of this message
 * @param dataset id of the dataset
 * @param train number of training images of each class in label order, those included that validate; may be 0
 * @param test number of test images of each class
 * @param mean of the training images' pixels, one for each channel, in [0, 1]
 * @param deviation their standard deviation, the root of the mean squared distance from the mean, in [0, 0.5]
 */
public record DatasetStatistics(
        int schema,
        String dataset,
        List<Integer> train,
        List<Integer> test,
        List<Double> mean,
        List<Double> deviation) {

    public static final int SCHEMA = 1;

    private static final String KEY = "/statistics";

    public DatasetStatistics {
        Require.schema(schema, SCHEMA, "dataset statistics");
        Require.name(dataset, "dataset");
        train = Require.copy(train, DatasetShape.MAX_CLASSES, "train");
        test = Require.copy(test, DatasetShape.MAX_CLASSES, "test");
        Require.that(train.size() >= 2, "train must have at least 2 classes, but has %d", train.size());
        Require.that(
                test.size() == train.size(),
                "test must have %d classes as train, but has %d",
                train.size(),
                test.size());
        requireCounts(train, "train");
        requireCounts(test, "test");
        mean = Require.copy(mean, 3, "mean");
        deviation = Require.copy(deviation, 3, "deviation");
        Require.that(mean.size() == 1 || mean.size() == 3, "mean must have 1 or 3 channels, but has %d", mean.size());
        Require.that(
                deviation.size() == mean.size(),
                "deviation must have %d channels as mean, but has %d",
                mean.size(),
                deviation.size());
        mean.forEach(value -> Require.inRange(value, 0, 1, "mean"));
        deviation.forEach(value -> Require.inRange(value, 0, 0.5, "deviation"));
    }

    private static void requireCounts(List<Integer> counts, String what) {
        counts.forEach(count -> Require.inRange(count, 0, Integer.MAX_VALUE, "a count of " + what));
        long images = sum(counts);
        Require.that(
                images >= 1 && images <= Integer.MAX_VALUE,
                "%s must count between 1 and %d images, but counts %d",
                what,
                Integer.MAX_VALUE,
                images);
    }

    private static long sum(List<Integer> counts) {
        return counts.stream().mapToLong(Integer::longValue).sum();
    }

    /** Where the statistics of a dataset lie on the topic of descriptions. */
    public static String key(String dataset) {
        return dataset + KEY;
    }

    /** Whether what lies there is statistics. */
    public static boolean isKey(String key) {
        return key.endsWith(KEY);
    }

    /** Whether these can be the statistics of that dataset. */
    public boolean isOf(DatasetDescription description) {
        return dataset.equals(description.id())
                && train.size() == description.classes().size()
                && mean.size() == description.image().channels()
                && sum(train) == description.train()
                && sum(test) == description.test();
    }

    /** How many training images the largest class has to one of the smallest: 1 or more, infinite if one has none. */
    public double imbalance() {
        int largest = train.stream().mapToInt(Integer::intValue).max().orElseThrow();
        int smallest = train.stream().mapToInt(Integer::intValue).min().orElseThrow();
        return (double) largest / smallest;
    }
}
