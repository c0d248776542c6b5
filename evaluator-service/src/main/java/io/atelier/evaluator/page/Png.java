package io.atelier.evaluator.page;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes small grey images as PNG (ISO/IEC 15948) without AWT, which servers often lack. */
final class Png {

    static final int SIDE = 28;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    /** 8 bits of grey; deflate, adaptive filters, not interlaced. */
    private static final byte[] HEADER = {0, 0, 0, SIDE, 0, 0, 0, SIDE, 8, 0, 0, 0, 0};

    private Png() {}

    /** A data URI of {@code 28 * 28} pixels in [0, 1]. */
    static String dataUri(FloatBuffer pixels) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes(pixels));
    }

    static byte[] bytes(FloatBuffer pixels) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(png)) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", HEADER);
            chunk(out, "IDAT", deflated(pixels));
            chunk(out, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    /** Every row begins with its filter: none. */
    private static byte[] deflated(FloatBuffer pixels) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            for (int i = 0; i < SIDE * SIDE; i++) {
                if (i % SIDE == 0) {
                    out.write(0);
                }
                out.write(Math.round(255 * pixels.get(i)));
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
