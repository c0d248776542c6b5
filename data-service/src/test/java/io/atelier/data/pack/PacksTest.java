package io.atelier.data.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetStatistics;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.dataset.ImageSet;
import io.atelier.data.source.Items;
import io.atelier.data.source.Source;
import io.atelier.data.source.Sources;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacksTest {

    private static final int SIDE = ShadeFiles.SIDE;

    @TempDir
    Path folder;

    @TempDir
    Path cache;

    /** Ten images of each of two classes, each of one shade. */
    @BeforeEach
    void putImages() throws IOException {
        for (int i = 0; i < 10; i++) {
            put("train/a/%03d.png".formatted(i), i);
            put("train/b/%03d.png".formatted(i), 100 + i);
        }
        put("test/b/000.png", 200);
    }

    @Test
    void shouldKeepImagesAndLabelsInTheirOrder() throws Exception {
        Dataset dataset = open(0);

        assertThat(dataset.description().name()).isEqualTo("shades");
        assertThat(dataset.description().classes()).containsExactly("a", "b");
        assertThat(dataset.description().image()).isEqualTo(new Shape(SIDE, SIDE, 1));
        assertThat(dataset.description().source().place()).isEqualTo(folder.toString());
        assertThat(shades(dataset.train()))
                .startsWith(0, 100, 1, 101)
                .endsWith(9, 109)
                .hasSize(20);
        assertThat(labels(dataset.train())).startsWith(0, 1, 0, 1).hasSize(20);
        assertThat(shades(dataset.test())).containsExactly(200);
    }

    /** The hash of the pack is that of the images, however they are kept. */
    @Test
    void shouldHaveTheHashOfItsImages() throws Exception {
        Dataset dataset = open(0);

        Dataset again =
                Dataset.of("other", List.of("x", "y"), dataset.description().source(), dataset.train(), dataset.test());

        assertThat(again.description().pixelsSha256())
                .isEqualTo(dataset.description().pixelsSha256());
    }

    /** Whoever packed them, of all that is trained with. */
    @Test
    void shouldCountAndMeasureItsImages() throws Exception {
        DatasetStatistics statistics = open(0).statistics();

        assertThat(statistics.train()).containsExactly(10, 10);
        assertThat(statistics.test()).containsExactly(0, 1);
        assertThat(statistics.mean()).containsExactly(54.5 / 255);
        assertThat(statistics.deviation().get(0)).isCloseTo(Math.sqrt(50 * 50 + 8.25) / 255, within(1e-15));
        assertThat(open(0).statistics()).isEqualTo(statistics);
    }

    @Test
    void shouldDecodeOnlyOnce() throws Exception {
        open(0);
        FileTime packed = Files.getLastModifiedTime(pack());
        Source source = Sources.open(folder, SourceSettings.DEFAULT);

        Dataset again = new Packs(cache, 0).open("shades", new Undecodable(source), SourceSettings.DEFAULT);

        assertThat(shades(again.train())).startsWith(0, 100, 1, 101);
        assertThat(Files.getLastModifiedTime(pack())).isEqualTo(packed);
    }

    @Test
    void shouldMakeAnotherPackOfAFolderThatChanged() throws Exception {
        String before = open(0).description().id();

        put("test/a/000.png", 201);

        assertThat(open(0).description().id()).isNotEqualTo(before);
        assertThat(packs()).hasSize(2);
    }

    /** Whatever byte it is. */
    @Test
    void shouldMakeADamagedPackAnew() throws Exception {
        String hash = open(0).description().pixelsSha256();
        long length = Files.size(pack());
        for (long at :
                new long[] {0, PackLayout.BODY, PackLayout.BODY + 36, PackLayout.BODY + 500, length - 30, length - 1}) {
            try (RandomAccessFile file = new RandomAccessFile(pack().toFile(), "rw")) {
                file.seek(at);
                int value = file.read();
                file.seek(at);
                file.write(value ^ 1);
            }
            assertThatThrownBy(() -> PackFile.open(pack())).isInstanceOf(DatasetException.class);
            assertThat(open(0).description().pixelsSha256()).isEqualTo(hash);
            assertThat(PackFile.open(pack()).description().pixelsSha256()).isEqualTo(hash);
        }
    }

    @Test
    void shouldMakeACutPackAnew() throws Exception {
        open(0);
        byte[] whole = Files.readAllBytes(pack());
        for (int length : new int[] {0, 10, PackLayout.BODY, PackLayout.BODY + 40, whole.length - 1}) {
            Files.write(pack(), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> PackFile.open(pack()))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContaining("expected");
            open(0);
            assertThat(pack()).hasBinaryContent(whole);
        }
    }

    /** What a packing that was killed has left before it noted how far it was. */
    @Test
    void shouldNotUseWhatNobodyHasNoted() throws Exception {
        open(0);
        Path pack = pack();
        byte[] whole = Files.readAllBytes(pack);
        Files.delete(pack);
        Path part = cache.resolve(pack.getFileName() + ".part");
        Files.write(part, Arrays.copyOf(whole, whole.length + 5_000));

        open(0);

        assertThat(pack).hasBinaryContent(whole);
        assertThat(part).doesNotExist();
    }

    @Test
    void shouldNameImagesThatCannotBeRead() throws Exception {
        Files.write(folder.resolve("train/a/003.png"), new byte[0]);
        Files.writeString(folder.resolve("train/b/007.png"), "<html>not found</html>");

        assertThatThrownBy(() -> open(0))
                .isInstanceOf(DatasetException.class)
                .hasMessage(("%s: expected at most 0 of its 21 images to be unreadable, found 2: %s/train/a/003.png:"
                                + " expected a PNG or JPEG file, found an empty one; %s/train/b/007.png: expected a PNG"
                                + " or JPEG file, found an HTML page. Mend or remove them, or raise"
                                + " atelier.data.unreadable-share")
                        .formatted(folder, folder, folder));
        assertThat(packs()).isEmpty();
        assertThatThrownBy(() -> open(0.05)).isInstanceOf(DatasetException.class);

        Dataset dataset = open(0.1);

        assertThat(dataset.description().train()).isEqualTo(18);
        assertThat(dataset.description().source().details()).containsEntry("unreadable", "2");
        assertThat(shades(dataset.train())).doesNotContain(3, 107).endsWith(9, 109);
    }

    @Test
    void shouldNameTenOfManyUnreadableImages() throws Exception {
        for (int i = 0; i < 15; i++) {
            Files.write(folder.resolve("test/b/x%02d.png".formatted(i)), new byte[0]);
        }

        assertThatThrownBy(() -> open(0))
                .hasMessageContaining("at most 0 of its 36 images to be unreadable, found 15")
                .hasMessageContaining("x09.png")
                .hasMessageContaining("and 5 more")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("x10.png"));
    }

    @Test
    void shouldRefuseImagesThatChangeWhileTheyArePacked() throws Exception {
        Source source = new OtherSource(Sources.open(folder, SourceSettings.DEFAULT)) {
            @Override
            public Items openTest() throws DatasetException {
                try {
                    put("train/a/000.png", 77);
                    Files.setLastModifiedTime(folder.resolve("train/a/000.png"), FileTime.fromMillis(1));
                } catch (IOException e) {
                    throw new DatasetException("put", e);
                }
                return super.openTest();
            }
        };

        assertThatThrownBy(() -> new Packs(cache, 0).open("shades", source, SourceSettings.DEFAULT))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(folder + " changed while it was packed");
        assertThat(packs()).isEmpty();
    }

    @Test
    void shouldStopWhenItIsInterrupted() throws Exception {
        Source source = Sources.open(folder, SourceSettings.DEFAULT);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new Packs(cache, 0).open("shades", source, SourceSettings.DEFAULT))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(packs()).noneMatch(file -> file.toString().endsWith(".pack"));
    }

    @Test
    void shouldSayWhatToDoWhereItMayNotWrite() throws Exception {
        Path file = Files.createFile(cache.resolve("file"));
        Source source = Sources.open(folder, SourceSettings.DEFAULT);

        assertThatThrownBy(() -> new Packs(file, 0).open("shades", source, SourceSettings.DEFAULT))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("expected room and the right to write: set atelier.data.packs to another folder");
    }

    /** Before it takes hours. */
    @Test
    void shouldRefuseImagesThatAreTooLargeForARecordBeforePacking() throws Exception {
        Source source = new Undecodable(Sources.open(folder, SourceSettings.DEFAULT)) {
            @Override
            public Shape shape() {
                return new Shape(1200, 1600, 3);
            }
        };

        assertThatThrownBy(() -> new Packs(cache, 0).open("shades", source, SourceSettings.DEFAULT))
                .isInstanceOf(DatasetException.class)
                .hasMessage(
                        folder + " can't become a dataset: image must have at most 921600 values, but 1200x1600x3 has"
                                + " 5760000: choose a smaller size. Expected images of a size that can be used: set"
                                + " atelier.data.image-size if it is that");
    }

    /** As packs of more than 1 GiB are. */
    @Test
    void shouldMapAPackInParts() throws Exception {
        Dataset dataset = open(0);
        int record = PackLayout.record(dataset.description().image());
        try (FileChannel file = FileChannel.open(pack(), StandardOpenOption.READ)) {
            ImageSet parts = MappedImages.map(
                    file, PackLayout.BODY, dataset.description().image(), 20, 3 * record + 5);

            assertThat(shades(parts)).isEqualTo(shades(dataset.train()));
            assertThat(labels(parts)).isEqualTo(labels(dataset.train()));
        }
    }

    /** A pack that another build will read, to the byte. */
    @Test
    void shouldHaveTheLayoutThatItSays() throws Exception {
        open(0);
        ByteBuffer pack = ByteBuffer.wrap(Files.readAllBytes(pack()));

        assertThat(pack.getLong(0)).isEqualTo(0x41544c5250414301L);
        assertThat(pack.get(PackLayout.BODY + 38)).isEqualTo((byte) 100);
        assertThat(pack.getShort(PackLayout.BODY + 38 + 36)).isEqualTo((short) 1);
        assertThat(pack.getLong(pack.capacity() - 8)).isEqualTo(0x41544c5250414301L);
    }

    private Dataset open(double unreadableShare) throws DatasetException, InterruptedException {
        Source source = Sources.open(folder, SourceSettings.DEFAULT);
        return new Packs(cache, unreadableShare).open("shades", source, SourceSettings.DEFAULT);
    }

    private Path pack() throws IOException {
        assertThat(packs()).hasSize(1);
        return packs().get(0);
    }

    private List<Path> packs() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.filter(file -> !file.toString().endsWith(".lock")
                            && !file.getFileName().toString().equals("file"))
                    .toList();
        }
    }

    private void put(String name, int shade) throws IOException {
        ShadeFiles.put(folder.resolve(name), shade);
    }

    /** The first pixel of each image. */
    private static List<Integer> shades(ImageSet images) {
        byte[] pixels = new byte[SIDE * SIDE];
        return Stream.iterate(0, i -> i + 1)
                .limit(images.size())
                .map(i -> {
                    images.copy(i, pixels, 0);
                    return pixels[0] & 0xff;
                })
                .toList();
    }

    private static List<Integer> labels(ImageSet images) {
        return Stream.iterate(0, i -> i + 1)
                .limit(images.size())
                .map(images::label)
                .toList();
    }

    /** A source whose images must not be asked for. */
    private static class Undecodable extends OtherSource {

        Undecodable(Source source) {
            super(source);
        }

        @Override
        public Items openTrain() {
            throw new AssertionError("Decoded again");
        }

        @Override
        public Items openTest() {
            throw new AssertionError("Decoded again");
        }
    }
}
