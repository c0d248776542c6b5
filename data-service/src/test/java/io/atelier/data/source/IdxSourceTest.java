package io.atelier.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.data.dataset.DatasetException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxSourceTest {

    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";
    private static final String TRAIN_LABELS = "train-labels-idx1-ubyte.gz";
    private static final String TEST_IMAGES = "t10k-images-idx3-ubyte.gz";
    private static final String TEST_LABELS = "t10k-labels-idx1-ubyte.gz";

    @TempDir
    Path folder;

    /** Three training images of 2 x 3 pixels and two test images. */
    @BeforeEach
    void putFiles() throws IOException {
        put(TRAIN_IMAGES, noise(18), 0x803, 3, 2, 3);
        put(TRAIN_LABELS, new byte[] {0, 2, 1}, 0x801, 3);
        put(TEST_IMAGES, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, (byte) 200}, 0x803, 2, 2, 3);
        put(TEST_LABELS, new byte[] {2, 0}, 0x801, 2);
    }

    @Test
    void shouldReadImagesOfAnySizeAndNumber() throws Exception {
        Source source = open();

        assertThat(source.kind()).isEqualTo("idx");
        assertThat(source.shape()).isEqualTo(new Shape(2, 3, 1));
        assertThat(source.classes()).containsExactly("0", "1", "2");
        assertThat(source.train()).isEqualTo(3);
        assertThat(Read.labels(source.openTrain())).containsExactly(0, 2, 1);
        assertThat(Read.pictures(source.openTest()).get(1).pixels()).containsExactly(7, 8, 9, 10, 11, (byte) 200);
    }

    @Test
    void shouldReadPlainFilesAndThoseOfEmnist() throws Exception {
        Path other = Files.createDirectory(folder.resolve("plain"));
        for (String part : List.of("train", "test")) {
            plain(other.resolve("emnist-letters-" + part + "-images-idx3-ubyte"), new byte[4], 0x803, 4, 1, 1);
            plain(other.resolve("emnist-letters-" + part + "-labels-idx1-ubyte"), new byte[] {1, 2, 3, 3}, 0x801, 4);
        }

        Source source = Sources.open(other, SourceSettings.DEFAULT);

        assertThat(source.train()).isEqualTo(4);
        assertThat(source.classes()).containsExactly("0", "1", "2", "3");
        assertThat(source.details()).containsEntry("classes-without-images", "1");
    }

    @Test
    void shouldTakeTheNamesOfClassesFromAFileBesideThem() throws Exception {
        Files.writeString(folder.resolve("classes.txt"), "boot\nshoe\r\n  sandal \n\n");
        assertThat(open().classes()).containsExactly("boot", "shoe", "sandal");

        Files.writeString(folder.resolve("classes.txt"), "boot\nshoe\n");
        refuse(file(TRAIN_LABELS)
                + ": expected labels from 0 to 1, found 2 at image 1: name its class in classes.txt, too");
    }

    @Test
    void shouldRefuseTheOtherMagicNumber() throws IOException {
        put(TRAIN_IMAGES, new byte[30], 0x801, 3, 2, 3);

        refuse(
                file(TRAIN_IMAGES)
                        + ": expected magic number 0x00000803 (IDX images), found 0x00000801: put the file of the images in its place");
    }

    @Test
    void shouldRefuseOtherNumbersOfImagesThanOfLabels() throws IOException {
        put(TRAIN_IMAGES, noise(12), 0x803, 2, 2, 3);

        refuse(
                file(TRAIN_IMAGES)
                        + ": expected as many images as train-labels-idx1-ubyte.gz has labels, 3, found 2: take both files from one set");
    }

    @Test
    void shouldRefuseSizesThatAreNone() throws IOException {
        put(TEST_IMAGES, noise(12), 0x803, 2, 3, 2);
        refuse(file(TEST_IMAGES) + ": expected images of 2 x 3 pixels as in " + file(TRAIN_IMAGES)
                + ", found 3 x 2: take both files from one set");

        put(TRAIN_IMAGES, noise(12), 0x803, 3, 2, -1);
        refuse(
                file(TRAIN_IMAGES)
                        + ": expected the number of columns to be from 1 to 1024, found 4294967295: get the file again, or make it smaller");

        put(TRAIN_LABELS, new byte[3], 0x801, -1);
        refuse(
                file(TRAIN_LABELS)
                        + ": expected the number of labels to be from 1 to 50000000, found 4294967295: get the file again, or make it smaller");
    }

    @Test
    void shouldRefuseTooFewAndTooManyPixels() throws Exception {
        put(TRAIN_IMAGES, noise(17), 0x803, 3, 2, 3);
        assertThatThrownBy(() -> Read.pictures(open().openTrain()))
                .isInstanceOf(DatasetException.class)
                .hasMessage(file(TRAIN_IMAGES)
                        + " is truncated: expected 6 bytes of an image, found 5: get the file again");

        put(TRAIN_IMAGES, noise(19), 0x803, 3, 2, 3);
        assertThatThrownBy(() -> Read.pictures(open().openTrain()))
                .hasMessageStartingWith(file(TRAIN_IMAGES)
                        + ": expected the end of the file after 3 images of 2 x 3 pixels, found more");
    }

    @Test
    void shouldRefuseATruncatedGzipStream() throws IOException {
        byte[] whole = IdxFiles.gzip(noise(784), 0x801, 784);
        Files.write(file(TRAIN_LABELS), Arrays.copyOf(whole, whole.length / 2));
        refuse(file(TRAIN_LABELS)
                + " is truncated: expected the end of the gzip stream, found that of the file: get it again");

        Files.write(file(TRAIN_LABELS), new byte[0]);
        refuse(file(TRAIN_LABELS)
                + " is truncated: expected the end of the gzip stream, found that of the file: get it again");
    }

    @Test
    void shouldRefuseWhatIsNotGzip() throws IOException {
        Files.writeString(file(TRAIN_LABELS), "<html>not found</html>");

        refuse(file(TRAIN_LABELS) + ": expected a gzip file: Not in GZIP format: get it again");
    }

    @Test
    void shouldNameAMissingFile() throws IOException {
        Files.delete(file(TEST_LABELS));
        refuse(
                folder + " lacks t10k-labels-idx1-ubyte.gz: expected the files train-images-idx3-ubyte,"
                        + " train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, each plain or with .gz");
    }

    @Test
    void shouldRefuseSeveralDatasetsInOneFolder() throws IOException {
        Files.copy(file(TRAIN_IMAGES), file("emnist-mnist-train-images-idx3-ubyte.gz"));

        assertThatThrownBy(this::open).hasMessageContaining("expected the files of one dataset");
    }

    /** 200 MB of zeros behind the label: only one byte of them may be inflated, so this is quick and needs no memory. */
    @Test
    void shouldRefuseAGzipBombWithoutInflatingIt() throws IOException {
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file(TRAIN_LABELS)))) {
            out.write(new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 7});
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                out.write(zeros);
            }
        }

        assertThatThrownBy(this::open)
                .hasMessageStartingWith(
                        file(TRAIN_LABELS) + ": expected the end of the file after 1 labels, found more");
    }

    @Test
    void shouldHaveAnotherFingerprintWhenAFileChanges() throws Exception {
        String before = open().fingerprint();
        assertThat(open().fingerprint()).isEqualTo(before);

        Files.setLastModifiedTime(file(TEST_LABELS), FileTime.fromMillis(1));

        assertThat(open().fingerprint()).isNotEqualTo(before);
    }

    private void refuse(String message) {
        assertThatThrownBy(this::open).isInstanceOf(DatasetException.class).hasMessage(message);
    }

    private Source open() throws DatasetException {
        return Sources.open(folder, SourceSettings.DEFAULT);
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private void put(String name, byte[] content, int... header) throws IOException {
        IdxFiles.write(file(name), content, header);
    }

    private static void plain(Path file, byte[] content, int... header) throws IOException {
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            for (int number : header) {
                out.writeInt(number);
            }
            out.write(content);
        }
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(1).nextBytes(bytes);
        return bytes;
    }
}
