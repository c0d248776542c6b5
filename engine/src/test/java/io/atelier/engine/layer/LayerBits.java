package io.atelier.engine.layer;

import io.atelier.engine.NativeRuntime;
import io.atelier.engine.layer.LayerBench.Gradients;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The SHA-256 of what every kind of layer computes: output and gradients. */
final class LayerBits {

    private LayerBits() {}

    /** Prints the figures, computed with as many threads as the argument says, and what computed them. */
    public static void main(String[] arguments) {
        NativeRuntime runtime = NativeRuntime.start(Integer.parseInt(arguments[0]));
        System.out.println("# " + runtime.description() + ", Java " + Runtime.version());
        figures().forEach((name, value) -> System.out.println(name + "=" + value));
    }

    /** By name; {@link NativeRuntime#start} comes before. */
    static Map<String, String> figures() {
        Map<String, String> figures = new TreeMap<>();
        for (String name : LayerKinds.names()) {
            boolean rows = name.startsWith("dense") || name.equals("batch_norm_of_rows");
            figures.put("layer." + name, sha256(name, rows ? new long[] {9, 700} : new long[] {6, 12, 11, 21}));
        }
        figures.put("layer.many_channels", sha256("convolution_3x3_stride_2", new long[] {5, 9, 8, 130}));
        return figures;
    }

    private static String sha256(String name, long[] shape) {
        LayerBench bench = LayerKinds.bench(name, shape, name.startsWith("batch_norm") ? 1 : 0);
        INDArray input = LayerBench.random(3, 1, shape);
        INDArray output = bench.output(input).dup('c');
        Gradients gradients = bench.gradients(input, LayerBench.random(5, 1, output.shape()));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, output);
            add(digest, gradients.input());
            if (gradients.parameters() != null) {
                add(digest, gradients.parameters());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, INDArray array) {
        float[] values = Floats.copy(array);
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(FloatBuffer.wrap(values));
        digest.update(bytes);
    }
}
