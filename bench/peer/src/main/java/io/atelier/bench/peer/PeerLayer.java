package io.atelier.bench.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A layer of a network for 28x28 grey images, with the shapes that it meets there.
 *
 * @param kind what it computes
 * @param inputs channels, or of a dense layer features
 * @param outputs channels, or of a dense layer features
 * @param side of its square output in pixels; 1 for dense layers
 * @param rate of dropout; 0 for other layers
 */
public record PeerLayer(Kind kind, int inputs, int outputs, int side, double rate) {

    private static final int IMAGE_SIDE = 28;
    private static final int KERNEL = 9;

    /** As {@code io.atelier.engine.Layer} defines them. */
    public enum Kind {
        CONV,
        NORM,
        POOL,
        DROPOUT,
        DENSE,
        OUTPUT;

        boolean isDense() {
            return this == DENSE || this == OUTPUT;
        }
    }

    /**
     * Reads words such as {@code conv=32 norm pool dropout=0.2 dense=100 output=10}.
     *
     * @throws IllegalArgumentException if one is no layer
     */
    public static List<PeerLayer> parse(List<String> words) {
        List<PeerLayer> layers = new ArrayList<>();
        int channels = 1;
        int side = IMAGE_SIDE;
        for (String word : words) {
            PeerLayer layer = parse(word, channels, side);
            layers.add(layer);
            channels = layer.outputs();
            side = layer.side();
        }
        return layers;
    }

    private static PeerLayer parse(String word, int channels, int side) {
        String[] parts = word.split("=", 2);
        try {
            Kind kind = Kind.valueOf(parts[0].toUpperCase(Locale.ROOT));
            return switch (kind) {
                case CONV -> new PeerLayer(kind, channels, Integer.parseInt(parts[1]), side, 0);
                case NORM -> new PeerLayer(kind, channels, channels, side, 0);
                case POOL -> new PeerLayer(kind, channels, channels, side / 2, 0);
                case DROPOUT -> new PeerLayer(kind, channels, channels, side, Double.parseDouble(parts[1]));
                case DENSE, OUTPUT -> new PeerLayer(kind, channels * side * side, Integer.parseInt(parts[1]), 1, 0);
            };
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("Expected a layer such as conv=32, found " + word, e);
        }
    }

    /** Weights and biases, the moving statistics of batch normalization included. */
    public long parameters() {
        return switch (kind) {
            case CONV -> (long) KERNEL * inputs * outputs + outputs;
            case NORM -> 4L * outputs;
            case DENSE, OUTPUT -> (long) inputs * outputs + outputs;
            case POOL, DROPOUT -> 0;
        };
    }

    /** Multiplications with an addition that the forward pass of one image takes, by the direct algorithm. */
    public long multiplyAdds() {
        return switch (kind) {
            case CONV -> (long) KERNEL * inputs * outputs * side * side;
            case DENSE, OUTPUT -> (long) inputs * outputs;
            case NORM, POOL, DROPOUT -> 0;
        };
    }
}
