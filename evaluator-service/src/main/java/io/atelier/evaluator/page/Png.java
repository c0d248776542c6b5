package io.atelier.evaluator.page;

import io.atelier.contract.architecture.Shape;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes small images, grey or in colours, as PNG (ISO/IEC 15948) without AWT, which servers often lack. */
final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int MOST_SIDE = 128;
    private static final byte GREY = 0;
    private static final byte RED_GREEN_BLUE = 2;

    private Png() {}

    /**
     * A data URI of {@code [height, width, channels]} values in [0, 1], with 1 or 3 channels. A page has many images: of large
     * ones only every second pixel is in it, or every third, and so on.
     */
    static String dataUri(FloatBuffer pixels, Shape shape) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes(pixels, shape));
    }

    static byte[] bytes(FloatBuffer pixels, Shape shape) {
        int step = (Math.max(shape.height(), shape.width()) + MOST_SIDE - 1) / MOST_SIDE;
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(png)) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", header(shape, step));
            chunk(out, "IDAT", deflated(pixels, shape, step));
            chunk(out, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    /** 8 bits for each value; deflate, adaptive filters, not interlaced. */
    private static byte[] header(Shape shape, int step) {
        return ByteBuffer.allocate(13)
                .putInt((shape.width() + step - 1) / step)
                .putInt((shape.height() + step - 1) / step)
                .put((byte) 8)
                .put(shape.channels() == 1 ? GREY : RED_GREEN_BLUE)
                .array();
    }

    /** Every row begins with its filter: none. */
    private static byte[] deflated(FloatBuffer pixels, Shape shape, int step) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            for (int y = 0; y < shape.height(); y += step) {
                out.write(0);
                for (int x = 0; x < shape.width(); x += step) {
                    int pixel = (y * shape.width() + x) * shape.channels();
                    for (int channel = 0; channel < shape.channels(); channel++) {
                        out.write(Math.round(255 * pixels.get(pixel + channel)));
                    }
                }
            }
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) crc.getValue());
    }
}
