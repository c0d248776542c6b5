package io.atelier.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxReaderTest {

    @TempDir
    Path folder;

    @Test
    void shouldReadImages() throws Exception {
        byte[] pixels = new byte[2 * 784];
        pixels[784] = (byte) 200;
        Path file = IdxFiles.write(folder.resolve("images.gz"), pixels, 0x803, 2, 28, 28);

        assertThat(IdxReader.images(file, 2)).isEqualTo(pixels);
    }

    @Test
    void shouldReadLabels() throws Exception {
        Path file = IdxFiles.write(folder.resolve("labels.gz"), new byte[] {0, 9, 4}, 0x801, 3);

        assertThat(IdxReader.labels(file, 3)).containsExactly(0, 9, 4);
    }

    @Test
    void shouldRefuseTheOtherMagicNumber() throws IOException {
        Path file = IdxFiles.write(folder.resolve("x.gz"), new byte[30], 0x801, 30);

        assertThatThrownBy(() -> IdxReader.images(file, 30))
                .isInstanceOf(DatasetException.class)
                .hasMessage(file + ": expected magic number 0x00000803 (IDX images), found 0x00000801");
    }

    @Test
    void shouldRefuseAnotherCountAndOtherDimensions() throws IOException {
        Path count = IdxFiles.write(folder.resolve("count.gz"), new byte[784], 0x803, -1, 28, 28);
        Path width = IdxFiles.write(folder.resolve("width.gz"), new byte[784], 0x803, 1, 28, 32);

        assertThatThrownBy(() -> IdxReader.images(count, 1))
                .hasMessage(count + ": expected size 1 in dimension 0 of the images, found 4294967295");
        assertThatThrownBy(() -> IdxReader.images(width, 1))
                .hasMessage(width + ": expected size 28 in dimension 2 of the images, found 32");
    }

    @Test
    void shouldRefuseTooFewPixels() throws IOException {
        Path file = IdxFiles.write(folder.resolve("short.gz"), new byte[700], 0x803, 1, 28, 28);

        assertThatThrownBy(() -> IdxReader.images(file, 1))
                .hasMessage(file + " is truncated: expected 784 bytes of images, found 700");
    }

    @Test
    void shouldRefuseATruncatedGzipStream() throws IOException {
        byte[] whole = IdxFiles.gzip(noise(784), 0x803, 1, 28, 28);
        Path file = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, whole.length / 2));
        Path empty = Files.write(folder.resolve("empty.gz"), new byte[0]);

        assertThatThrownBy(() -> IdxReader.images(file, 1))
                .hasMessage(file + " is truncated: expected 784 bytes of images, but the file ends within them");
        assertThatThrownBy(() -> IdxReader.images(empty, 1))
                .hasMessage(empty + " is truncated: expected the end of the gzip stream, found that of the file");
    }

    @Test
    void shouldRefuseWhatIsNotGzip() throws IOException {
        Path file = Files.writeString(folder.resolve("page.gz"), "<html>not found</html>");

        assertThatThrownBy(() -> IdxReader.images(file, 1))
                .hasMessage(file + ": expected a gzip file: Not in GZIP format");
    }

    @Test
    void shouldRefuseLabelsOutOfRange() throws IOException {
        Path file = IdxFiles.write(folder.resolve("labels.gz"), new byte[] {1, 10}, 0x801, 2);

        assertThatThrownBy(() -> IdxReader.labels(file, 2))
                .hasMessage(file + ": expected labels from 0 to 9, found 10 at image 1");
    }

    /** 200 MB of zeros behind the image: only one byte of them may be inflated, so this is quick and needs no memory. */
    @Test
    void shouldRefuseAGzipBombWithoutInflatingIt() throws IOException {
        Path file = folder.resolve("bomb.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 7});
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                out.write(zeros);
            }
        }

        assertThatThrownBy(() -> IdxReader.labels(file, 1))
                .hasMessageStartingWith(file + ": expected the end of the file after 1 bytes of labels, found more");
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(1).nextBytes(bytes);
        return bytes;
    }
}
