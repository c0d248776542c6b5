package io.atelier.data.source;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.atelier.contract.fuzz.Probe;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/** PNG and JPEG files with changed bytes, cut, of hostile sizes; the checksums of PNG are right, so that they are read. */
public final class PictureTarget {

    private static final int BUDGET = 4 << 20;

    /** What the JDK's readers take beside the pixels. */
    private static final int READERS = 16 << 20;

    private static final Probe PROBE = new Probe();
    private static final PictureDecoder DECODER = new PictureDecoder(BUDGET);
    private static final List<byte[]> FILES = files();

    private PictureTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider draw) throws Exception {
        byte[] file = file(draw);
        Optional<PictureFile> looked =
                PROBE.decode("PictureFile", file.length, UnreadableImageException.class, () -> PictureFile.of(file));
        if (looked.isEmpty()) {
            return;
        }
        Optional<Picture> picture = PROBE.decode(
                "PictureDecoder " + looked.get().format(),
                file.length,
                BUDGET + READERS,
                UnreadableImageException.class,
                () -> DECODER.decode(file));
        Optional<Picture> plain = PlainPng.read(looked.get());
        if (plain.isPresent()) {
            Probe.require(
                    Arrays.equals(
                            plain.get().pixels(),
                            PictureDecoder.ofJdk(looked.get()).pixels()),
                    "Other pixels than the JDK reads");
        }
        if (picture.isPresent()) {
            long pixels = (long) picture.get().width() * picture.get().height();
            Probe.require(
                    pixels == (long) looked.get().width() * looked.get().height(), "Other sizes than the file says");
        }
    }

    public static void fuzzerTearDown() {
        PROBE.report();
    }

    private static byte[] file(FuzzedDataProvider draw) {
        byte[] file = FILES.get(draw.consumeInt(0, FILES.size() - 1)).clone();
        if (draw.consumeInt(0, 15) == 0) {
            return draw.consumeRemainingAsBytes();
        }
        for (int i = draw.consumeInt(0, 7) - 3; i > 0; i--) {
            file[draw.consumeInt(0, file.length - 1)] = draw.consumeByte();
        }
        if (draw.consumeInt(0, 5) == 0) {
            file = Arrays.copyOf(file, draw.consumeInt(0, file.length + 9));
        }
        if (PngFile.is(file)) {
            mendSums(file);
        }
        return file;
    }

    /** With right checksums. */
    static byte[] mended(byte[] png) {
        byte[] mended = png.clone();
        mendSums(mended);
        return mended;
    }

    private static void mendSums(byte[] png) {
        ByteBuffer file = ByteBuffer.wrap(png);
        int at = 8;
        while (png.length - at >= 12) {
            int length = file.getInt(at);
            if (length < 0 || length > png.length - at - 12) {
                return;
            }
            CRC32 sum = new CRC32();
            sum.update(png, at + 4, length + 4);
            file.putInt(at + 8 + length, (int) sum.getValue());
            at += 12 + length;
        }
    }

    private static List<byte[]> files() {
        BufferedImage colours = PictureFiles.drawn(9, 7, BufferedImage.TYPE_3BYTE_BGR);
        BufferedImage grey = PictureFiles.drawn(9, 7, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage palette = PictureFiles.drawn(9, 7, BufferedImage.TYPE_BYTE_INDEXED);
        BufferedImage alpha = PictureFiles.drawn(9, 7, BufferedImage.TYPE_INT_ARGB);
        BufferedImage deep = PictureFiles.drawn(9, 7, BufferedImage.TYPE_USHORT_GRAY);
        try {
            return List.of(
                    PictureFiles.png(colours),
                    PictureFiles.png(palette),
                    PictureFiles.png(alpha),
                    PictureFiles.png(deep),
                    PictureFiles.withChunk(PictureFiles.png(grey), "eXIf", PictureFiles.tiff(5, ByteOrder.BIG_ENDIAN)),
                    PictureFiles.jpeg(grey),
                    PictureFiles.withSegment(
                            PictureFiles.jpeg(colours), 0xe1, PictureFiles.exif(6, ByteOrder.LITTLE_ENDIAN)));
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory failed", e);
        }
    }
}
