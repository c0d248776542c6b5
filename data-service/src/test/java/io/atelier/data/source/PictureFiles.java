package io.atelier.data.source;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Makes small PNG and JPEG files for tests. */
public final class PictureFiles {

    private PictureFiles() {}

    /** A picture whose pixels are all different. */
    public static BufferedImage drawn(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, 0xff000000 | (40 + 20 * x) << 16 | (30 + 30 * y) << 8 | (7 * (x + y) + 9));
            }
        }
        return image;
    }

    public static byte[] png(BufferedImage image) throws IOException {
        return written(image, "png");
    }

    public static byte[] jpeg(BufferedImage image) throws IOException {
        return written(image, "jpeg");
    }

    /** A JPEG file of several scans, as it is saved for the web. */
    static byte[] progressive(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] written(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, bytes)) {
            throw new IOException("No writer of " + format);
        }
        return bytes.toByteArray();
    }

    /** The PNG file with one more chunk behind its header. */
    static byte[] withChunk(byte[] png, String type, byte[] content) throws IOException {
        int afterHeader = 8 + 12 + 13;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(png, 0, afterHeader);
        bytes.write(chunk(type, content));
        bytes.write(png, afterHeader, png.length - afterHeader);
        return bytes.toByteArray();
    }

    static byte[] chunk(String type, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) sum.getValue());
        return bytes.toByteArray();
    }

    /** A PNG file of that size in grey, without a pixel that could be decoded. */
    static byte[] pngHeader(int width, int height) throws IOException {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) 8)
                .array();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        bytes.write(chunk("IHDR", header));
        bytes.write(chunk("IDAT", new byte[] {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1}));
        bytes.write(chunk("IEND", new byte[0]));
        return bytes.toByteArray();
    }

    /** The JPEG file with one more segment at its beginning. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        return ByteBuffer.allocate(jpeg.length + 4 + content.length)
                .put(jpeg, 0, 2)
                .put((byte) 0xff)
                .put((byte) marker)
                .putShort((short) (content.length + 2))
                .put(content)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** The segment APP1 of a camera. */
    static byte[] exif(int orientation, ByteOrder order) {
        byte[] tiff = tiff(orientation, order);
        return ByteBuffer.allocate(6 + tiff.length)
                .put(new byte[] {'E', 'x', 'i', 'f', 0, 0})
                .put(tiff)
                .array();
    }

    /** A directory of a maker's name and an orientation. */
    static byte[] tiff(int orientation, ByteOrder order) {
        ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 2 * 12 + 4).order(order);
        tiff.put(order == ByteOrder.BIG_ENDIAN ? new byte[] {'M', 'M'} : new byte[] {'I', 'I'});
        tiff.putShort((short) 42).putInt(8).putShort((short) 2);
        tiff.putShort((short) 0x010f).putShort((short) 2).putInt(4).put(new byte[] {'C', 'a', 'm', 0});
        tiff.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        return tiff.putInt(0).array();
    }

    /** Everything of {@code jpeg} up to its frame, which then has other content. */
    static byte[] withFrame(byte[] jpeg, int marker, int... frame) {
        int at = 2;
        while ((jpeg[at + 1] & 0xff) != 0xc0) {
            at += 2 + ByteBuffer.wrap(jpeg).getShort(at + 2);
        }
        byte[] content = new byte[frame.length];
        for (int i = 0; i < frame.length; i++) {
            content[i] = (byte) frame[i];
        }
        byte[] begin = withSegment(new byte[] {-1, (byte) 0xd8}, marker, content);
        return ByteBuffer.allocate(at + begin.length - 2)
                .put(Arrays.copyOf(jpeg, at))
                .put(begin, 2, begin.length - 2)
                .array();
    }
}
