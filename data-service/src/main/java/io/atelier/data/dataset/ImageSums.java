package io.atelier.data.dataset;

import io.atelier.contract.Require;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetStatistics;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts images by class and sums up the pixels of those that train, in whole numbers: what follows is exact and the same in
 * any order. Confined to one thread.
 */
public final class ImageSums {

    /** Bytes of a label behind its image. */
    private static final int LABEL = Short.BYTES;

    private static final BigInteger WHITE = BigInteger.valueOf(255);

    private final int channels;
    private final int pixels;
    private final int[] train;
    private final int[] test;
    private final long[] sums;

    /** They would overflow beyond 140 TB of pixels. */
    private final long[] squares;

    private int trainLeft;
    private long summed;

    /** @param trainImages how many training images come first */
    public ImageSums(Shape shape, int classes, int trainImages) {
        channels = shape.channels();
        pixels = shape.height() * shape.width();
        train = new int[classes];
        test = new int[classes];
        sums = new long[channels];
        squares = new long[channels];
        trainLeft = trainImages;
    }

    /**
     * The next images, as many whole records as {@link PixelHash} takes them: pixels and label.
     *
     * @throws IllegalArgumentException if a label is not below the number of classes
     */
    public void addRecords(byte[] records, int length) {
        int record = pixels * channels + LABEL;
        for (int at = 0; at < length; at += record) {
            int label =
                    (Byte.toUnsignedInt(records[at + record - 2]) << 8) | Byte.toUnsignedInt(records[at + record - 1]);
            Require.that(label < train.length, "expected labels below %d, found %d", train.length, label);
            if (trainLeft > 0) {
                trainLeft--;
                train[label]++;
                addPixels(records, at);
            } else {
                test[label]++;
            }
        }
    }

    private void addPixels(byte[] records, int at) {
        for (int channel = 0; channel < channels; channel++) {
            long sum = 0;
            long square = 0;
            for (int i = 0; i < pixels; i++) {
                long value = Byte.toUnsignedLong(records[at + i * channels + channel]);
                sum += value;
                square += value * value;
            }
            sums[channel] += sum;
            squares[channel] += square;
        }
        summed += pixels;
    }

    /** Of the images so far. */
    public DatasetStatistics statistics(String dataset) {
        List<Double> mean = new ArrayList<>();
        List<Double> deviation = new ArrayList<>();
        BigInteger count = BigInteger.valueOf(summed);
        for (int channel = 0; channel < channels; channel++) {
            BigInteger sum = BigInteger.valueOf(sums[channel]);
            BigInteger variance =
                    count.multiply(BigInteger.valueOf(squares[channel])).subtract(sum.multiply(sum));
            mean.add(quotient(sum, count.multiply(WHITE)).doubleValue());
            deviation.add(quotient(variance, count.multiply(WHITE).pow(2))
                    .sqrt(MathContext.DECIMAL128)
                    .doubleValue());
        }
        return new DatasetStatistics(DatasetStatistics.SCHEMA, dataset, list(train), list(test), mean, deviation);
    }

    private static BigDecimal quotient(BigInteger dividend, BigInteger divisor) {
        return new BigDecimal(dividend).divide(new BigDecimal(divisor), MathContext.DECIMAL128);
    }

    private static List<Integer> list(int[] counts) {
        return Arrays.stream(counts).boxed().toList();
    }
}
