package io.atelier.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.data.dataset.DatasetException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarSourceTest {

    private static final String NAMES = "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n";

    @TempDir
    Path folder;

    @Test
    void shouldReadCifar10() throws Exception {
        write("data_batch_1.bin", record(3), record(9));
        write("data_batch_2.bin", record(0));
        write("test_batch.bin", record(7));
        Files.writeString(folder.resolve("batches.meta.txt"), NAMES);

        Source source = open();

        assertThat(source.kind()).isEqualTo("cifar-10");
        assertThat(source.shape()).isEqualTo(new Shape(32, 32, 3));
        assertThat(source.classes()).hasSize(10).startsWith("airplane").endsWith("truck");
        assertThat(source.train()).isEqualTo(3);
        assertThat(source.test()).isEqualTo(1);
        assertThat(Read.labels(source.openTrain())).containsExactly(3, 9, 0);
        byte[] pixels = Read.pictures(source.openTest()).get(0).pixels();
        // Red, green and blue of the second pixel lie one plane apart in the file.
        assertThat(Arrays.copyOfRange(pixels, 3, 6)).containsExactly(1, 1 + 10, 1 + 20);
    }

    @Test
    void shouldReadTheFineLabelsOfCifar100AlsoFromGzip() throws Exception {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("train.bin.gz")))) {
            out.write(record(19, 99));
            out.write(record(0, 4));
        }
        write("test.bin", record(5, 50));

        Source source = open();

        assertThat(source.kind()).isEqualTo("cifar-100");
        assertThat(source.classes()).hasSize(100).startsWith("0", "1");
        assertThat(Read.labels(source.openTrain())).containsExactly(99, 4);
    }

    @Test
    void shouldRefuseWhatIsNotCifar() throws IOException {
        write("data_batch_1.bin", record(3), record(10));
        refuse(folder + " lacks test_batch.bin: expected the files of cifar-10, plain or with .gz");

        write("test_batch.bin", record(7));
        refuse(folder.resolve("data_batch_1.bin")
                + ": expected labels from 0 to 9, found 10 at image 1; is it cifar-10 in binary?");

        write("data_batch_1.bin", record(3), new byte[700]);
        refuse(folder.resolve("data_batch_1.bin")
                + " is truncated: expected 3073 bytes of image 1, found 700: get the file again");

        write("data_batch_1.bin", record(3));
        Files.writeString(folder.resolve("batches.meta.txt"), "a\nb\n");
        refuse(folder.resolve("batches.meta.txt")
                + ": expected 10 names, one a line, found 2: mend the file, or remove it to have numbers");
    }

    private Source open() throws DatasetException {
        return Sources.open(folder, SourceSettings.DEFAULT);
    }

    private void refuse(String message) {
        assertThatThrownBy(this::open).isInstanceOf(DatasetException.class).hasMessage(message);
    }

    private void write(String name, byte[]... records) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] record : records) {
            bytes.write(record);
        }
        Files.write(folder.resolve(name), bytes.toByteArray());
    }

    /** Of those labels; pixel i has red i, green i + 10 and blue i + 20. */
    private static byte[] record(int... labels) {
        byte[] record = new byte[labels.length + 3 * 1024];
        for (int i = 0; i < labels.length; i++) {
            record[i] = (byte) labels[i];
        }
        for (int i = 0; i < 3 * 1024; i++) {
            record[labels.length + i] = (byte) (i % 1024 + 10 * (i / 1024));
        }
        return record;
    }
}
