package io.atelier.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class PlainPngTest {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** Rows of any bytes with any filters are pictures: the JDK says which. */
    @Test
    void shouldUndoEveryFilterAsTheJdkDoes() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        Set<Integer> filters = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
            int channels = random.nextBoolean() ? 1 : 3;
            int width = random.nextInt(1, 9);
            int height = random.nextInt(1, 9);
            byte[] rows = new byte[height * (1 + width * channels)];
            random.nextBytes(rows);
            for (int y = 0; y < height; y++) {
                int filter = random.nextInt(5);
                rows[y * (1 + width * channels)] = (byte) filter;
                filters.add(filter);
            }
            PictureFile file =
                    PictureFile.of(png(width, height, channels == 1 ? 0 : 2, 0, rows, 1 + random.nextInt(3)));

            assertThat(PlainPng.read(file).orElseThrow().pixels())
                    .isEqualTo(PictureDecoder.ofJdk(file).pixels());
        }
        assertThat(filters).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void shouldReadWhatTheJdkWrote() throws Exception {
        for (int type : new int[] {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_GRAY}) {
            PictureFile file = PictureFile.of(PictureFiles.png(PictureFiles.drawn(40, 30, type)));

            assertThat(PlainPng.read(file).orElseThrow().pixels())
                    .isEqualTo(PictureDecoder.ofJdk(file).pixels());
        }
    }

    /** Nothing that it could get wrong, and nothing that is damaged. */
    @Test
    void shouldLeaveEverythingElseToTheJdk() throws Exception {
        BufferedImage grey = PictureFiles.drawn(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        byte[] rows = new byte[4 * 5];
        byte[] unknownFilter = rows.clone();
        unknownFilter[5] = 5;
        byte[] damaged = png(4, 4, 0, 0, rows, 1);
        damaged[8 + 25 + 8 + 2] ^= 0x7f;

        for (byte[] file : new byte[][] {
            PictureFiles.png(PictureFiles.drawn(4, 4, BufferedImage.TYPE_INT_ARGB)),
            PictureFiles.png(PictureFiles.drawn(4, 4, BufferedImage.TYPE_BYTE_INDEXED)),
            PictureFiles.png(PictureFiles.drawn(4, 4, BufferedImage.TYPE_USHORT_GRAY)),
            PictureFiles.jpeg(grey),
            PictureFiles.withChunk(PictureFiles.png(grey), "eXIf", PictureFiles.tiff(5, ByteOrder.BIG_ENDIAN)),
            PictureFiles.withChunk(PictureFiles.png(grey), "tRNS", new byte[] {0, 7}),
            png(4, 4, 0, 1, rows, 1),
            png(4, 4, 0, 0, unknownFilter, 1),
            png(4, 4, 0, 0, Arrays.copyOf(rows, 19), 1),
            PictureTarget.mended(damaged)
        }) {
            assertThat(PlainPng.read(PictureFile.of(file))).isEmpty();
        }
    }

    private static byte[] png(int width, int height, int colours, int interlace, byte[] rows, int parts)
            throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(compressed, new Deflater(1))) {
            out.write(rows);
        }
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, (byte) colours, 0, 0, (byte) interlace})
                .array();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.write(SIGNATURE);
        png.write(PictureFiles.chunk("IHDR", header));
        byte[] data = compressed.toByteArray();
        for (int i = 0; i < parts; i++) {
            png.write(PictureFiles.chunk(
                    "IDAT", Arrays.copyOfRange(data, i * data.length / parts, (i + 1) * data.length / parts)));
        }
        png.write(PictureFiles.chunk("IEND", new byte[0]));
        return png.toByteArray();
    }
}
