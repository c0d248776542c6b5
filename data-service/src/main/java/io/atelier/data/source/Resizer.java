package io.atelier.data.source;

/**
 * Changes one side of pictures by Keys' cubic filter (a = -0.5), which is widened where the side shrinks, so that every
 * pixel counts. Weights are whole numbers of 22 bits: the same pixels on every machine, and those of Pillow's
 * {@code Image.resize(size, BICUBIC)}, whose {@code Resample.c} this follows. Safe for any thread.
 */
final class Resizer {

    private static final int BITS = 32 - 8 - 2;
    private static final double REACH = 2;

    /** For each pixel of the result: the first pixel that it is made of, and their weights. */
    private final int[] first;

    private final int[][] weights;

    /**
     * @param from length of the side
     * @param to length that it gets
     * @param skip how many pixels of the result are left out at its beginning
     * @param most how many pixels are kept at most
     */
    Resizer(int from, int to, int skip, int most) {
        int kept = Math.min(most, to - skip);
        first = new int[kept];
        weights = new int[kept][];
        double scale = (double) from / to;
        double widening = Math.max(1, scale);
        double reach = REACH * widening;
        for (int i = 0; i < kept; i++) {
            double centre = (skip + i + 0.5) * scale;
            first[i] = Math.max(0, (int) (centre - reach + 0.5));
            int end = Math.min(from, (int) (centre + reach + 0.5));
            weights[i] = weights(first[i], end, centre, widening);
        }
    }

    private static int[] weights(int begin, int end, double centre, double widening) {
        double[] weights = new double[end - begin];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = cubic((i + begin - centre + 0.5) * (1 / widening));
            sum += weights[i];
        }
        int[] whole = new int[weights.length];
        for (int i = 0; i < weights.length; i++) {
            double scaled = (sum == 0 ? weights[i] : weights[i] / sum) * (1 << BITS);
            whole[i] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
        }
        return whole;
    }

    private static double cubic(double distance) {
        double x = Math.abs(distance);
        double a = -0.5;
        if (x < 1) {
            return ((a + 2) * x - (a + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    }

    /** Changes the width. */
    Picture alongColumns(Picture picture) {
        int channels = picture.channels();
        byte[] result = new byte[first.length * picture.height() * channels];
        for (int y = 0; y < picture.height(); y++) {
            int row = y * picture.width() * channels;
            int to = y * first.length * channels;
            for (int x = 0; x < first.length; x++) {
                for (int c = 0; c < channels; c++) {
                    result[to + x * channels + c] =
                            sum(picture.pixels(), row + first[x] * channels + c, channels, weights[x]);
                }
            }
        }
        return new Picture(first.length, picture.height(), channels, result);
    }

    /** Changes the height. */
    Picture alongRows(Picture picture) {
        int row = picture.width() * picture.channels();
        byte[] result = new byte[row * first.length];
        for (int y = 0; y < first.length; y++) {
            for (int x = 0; x < row; x++) {
                result[y * row + x] = sum(picture.pixels(), first[y] * row + x, row, weights[y]);
            }
        }
        return new Picture(picture.width(), first.length, picture.channels(), result);
    }

    private static byte sum(byte[] pixels, int from, int step, int[] weights) {
        int sum = 1 << (BITS - 1);
        int at = from;
        for (int weight : weights) {
            sum += weight * Byte.toUnsignedInt(pixels[at]);
            at += step;
        }
        return (byte) Math.max(0, Math.min(255, sum >> BITS));
    }
}
