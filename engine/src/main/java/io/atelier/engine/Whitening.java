package io.atelier.engine;

import io.atelier.contract.architecture.Extent;
import io.atelier.contract.architecture.Shape;
import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Filters that make the patches of images uncorrelated and of unit variance: the eigenvectors of the patches' second
 * moments, by the roots of the eigenvalues, in descending order, and after them the same with the opposite sign, as in
 * Keller Jordan's airbench (2024). In double precision, one addition after the other: the same bits everywhere.
 */
final class Whitening {

    /** Added to the eigenvalues, as in airbench. */
    private static final double EPSILON = 5e-4;

    private static final int MAX_SWEEPS = 60;

    private Whitening() {}

    /**
     * Weights {@code [filters, channels, height, width]} in C order.
     *
     * @param images {@code [n, height, width, channels]} from the buffer's position, which stays
     */
    static float[] filters(FloatBuffer images, int n, Shape image, Extent kernel, int filters) {
        double[][] matrix = secondMoments(images, n, image, kernel);
        int size = matrix.length;
        double[][] vectors = eigenvectors(matrix);
        List<Integer> descending = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -matrix[i][i]))
                .toList();
        float[] weights = new float[filters * size];
        for (int filter = 0; filter < filters; filter++) {
            int vector = descending.get(filter % size);
            double scale = (filter < size ? 1 : -1) / Math.sqrt(Math.max(matrix[vector][vector], 0) + EPSILON);
            double sign = sign(vectors, vector);
            for (int i = 0; i < size; i++) {
                weights[filter * size + i] = (float) (sign * scale * vectors[i][vector]);
            }
        }
        return weights;
    }

    /** Means over all patches within the images, whose values are ordered channels, height, width, as the weights are. */
    private static double[][] secondMoments(FloatBuffer images, int n, Shape image, Extent kernel) {
        int size = image.channels() * kernel.height() * kernel.width();
        double[][] sums = new double[size][size];
        double[] patch = new double[size];
        long patches = 0;
        for (int i = 0; i < n; i++) {
            int from = images.position() + i * (int) image.size();
            for (int top = 0; top + kernel.height() <= image.height(); top++) {
                for (int left = 0; left + kernel.width() <= image.width(); left++) {
                    read(images, from, image, kernel, top, left, patch);
                    add(patch, sums);
                    patches++;
                }
            }
        }
        for (int row = 0; row < size; row++) {
            for (int column = 0; column <= row; column++) {
                sums[row][column] /= Math.max(patches, 1);
                sums[column][row] = sums[row][column];
            }
        }
        return sums;
    }

    private static void read(
            FloatBuffer images, int from, Shape image, Extent kernel, int top, int left, double[] patch) {
        int at = 0;
        for (int channel = 0; channel < image.channels(); channel++) {
            for (int row = top; row < top + kernel.height(); row++) {
                for (int column = left; column < left + kernel.width(); column++) {
                    int pixel = row * image.width() + column;
                    patch[at++] = images.get(from + pixel * image.channels() + channel);
                }
            }
        }
    }

    private static void add(double[] patch, double[][] sums) {
        for (int row = 0; row < patch.length; row++) {
            for (int column = 0; column <= row; column++) {
                sums[row][column] += patch[row] * patch[column];
            }
        }
    }

    /** By Jacobi's cyclic rotations, in the columns of the result; {@code matrix} gets the eigenvalues on its diagonal. */
    private static double[][] eigenvectors(double[][] matrix) {
        int size = matrix.length;
        double[][] vectors = new double[size][size];
        double scale = 0;
        for (int i = 0; i < size; i++) {
            vectors[i][i] = 1;
            scale += matrix[i][i];
        }
        if (!Double.isFinite(scale)) {
            throw new ArithmeticException("The images that whitening begins with must have finite pixels");
        }
        for (int sweep = 0; sweep < MAX_SWEEPS && largestBeside(matrix) > 1e-15 * scale; sweep++) {
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    if (matrix[p][q] != 0) {
                        rotate(matrix, vectors, p, q);
                    }
                }
            }
        }
        return vectors;
    }

    private static double largestBeside(double[][] matrix) {
        double largest = 0;
        for (int row = 0; row < matrix.length; row++) {
            for (int column = 0; column < row; column++) {
                largest = Math.max(largest, Math.abs(matrix[row][column]));
            }
        }
        return largest;
    }

    /** So that the matrix is zero at {@code p}, {@code q}. */
    private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (int i = 0; i < matrix.length; i++) {
            double ofP = matrix[i][p];
            double ofQ = matrix[i][q];
            matrix[i][p] = cosine * ofP - sine * ofQ;
            matrix[i][q] = sine * ofP + cosine * ofQ;
        }
        for (int i = 0; i < matrix.length; i++) {
            double ofP = matrix[p][i];
            double ofQ = matrix[q][i];
            matrix[p][i] = cosine * ofP - sine * ofQ;
            matrix[q][i] = sine * ofP + cosine * ofQ;
        }
        for (int i = 0; i < matrix.length; i++) {
            double ofP = vectors[i][p];
            double ofQ = vectors[i][q];
            vectors[i][p] = cosine * ofP - sine * ofQ;
            vectors[i][q] = sine * ofP + cosine * ofQ;
        }
    }

    /** An eigenvector has two: its largest value is to be positive. */
    private static double sign(double[][] vectors, int vector) {
        double largest = 0;
        for (double[] row : vectors) {
            largest = Math.abs(row[vector]) > Math.abs(largest) ? row[vector] : largest;
        }
        return largest < 0 ? -1 : 1;
    }
}
