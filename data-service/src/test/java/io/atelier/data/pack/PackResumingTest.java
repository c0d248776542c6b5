package io.atelier.data.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.dataset.SourceSettings;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.pack.WatchedSource.When;
import io.atelier.data.source.IdxFiles;
import io.atelier.data.source.Source;
import io.atelier.data.source.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pack that somebody began is finished by the next one, and is the one that it would have been. */
class PackResumingTest {

    private static final String NAME = "shades";
    private static final int TRAIN = 20;
    private static final int TEST = 6;
    private static final int ALL = TRAIN + TEST;
    private static final int AT_ONCE = 3;

    @TempDir
    Path images;

    @TempDir
    Path calm;

    @TempDir
    Path cache;

    @BeforeEach
    void putImages() throws IOException {
        for (int i = 0; i < TRAIN / 2; i++) {
            ShadeFiles.put(images.resolve("train/a/%03d.png".formatted(i)), i);
            ShadeFiles.put(images.resolve("train/b/%03d.png".formatted(i)), 100 + i);
        }
        for (int i = 0; i < TEST / 2; i++) {
            ShadeFiles.put(images.resolve("test/a/%03d.png".formatted(i)), 50 + i);
            ShadeFiles.put(images.resolve("test/b/%03d.png".formatted(i)), 150 + i);
        }
    }

    /** Before the first image, between others, between those that train and those that test, before the last. */
    @Test
    void shouldGoOnWithoutDecodingAnImageTwice() throws Exception {
        byte[] whole = undisturbed(0);
        for (int at = 0; at < ALL; at++) {
            int before = interrupted(When.TAKEN, at, 0);
            int after = resumed(0);

            assertThat(before).isEqualTo(wholeChunks(at));
            assertThat(before + after).isEqualTo(ALL);
            assertOnly(whole);
        }
    }

    /** An interrupt closes the file that is written to. */
    @Test
    void shouldGoOnAfterAnInterruptInTheMiddleOfDecoding() throws Exception {
        byte[] whole = undisturbed(0);
        for (int at = 0; at < ALL; at++) {
            interrupted(When.DECODED, at, 0);

            assertThat(resumed(0)).isEqualTo(ALL - wholeChunks(at));
            assertOnly(whole);
        }
    }

    /** How many images are decoded before the chunk that an image is in. */
    private static int wholeChunks(int image) {
        int first = image < TRAIN ? 0 : TRAIN;
        return first + (image - first) / AT_ONCE * AT_ONCE;
    }

    @Test
    void shouldGoOnWithIdxFiles() throws Exception {
        Path idx = Files.createDirectories(images.resolve("idx"));
        byte[] pixels = new byte[8 * 6];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (5 * i);
        }
        IdxFiles.write(idx.resolve("train-images-idx3-ubyte.gz"), pixels, 0x803, 8, 2, 3);
        IdxFiles.write(idx.resolve("train-labels-idx1-ubyte.gz"), new byte[] {0, 1, 0, 1, 1, 0, 1, 0}, 0x801, 8);
        IdxFiles.write(idx.resolve("t10k-images-idx3-ubyte.gz"), Arrays.copyOf(pixels, 5 * 6), 0x803, 5, 2, 3);
        IdxFiles.write(idx.resolve("t10k-labels-idx1-ubyte.gz"), new byte[] {1, 1, 0, 0, 1}, 0x801, 5);
        images = idx;
        byte[] whole = undisturbed(0);
        for (int at = 0; at < 13; at++) {
            int before = interrupted(When.TAKEN, at, 0);

            assertThat(before + resumed(0)).isEqualTo(13);
            assertOnly(whole);
        }
    }

    /** As many again as are named. */
    @Test
    void shouldCountTheUnreadableImagesOfBoth() throws Exception {
        for (int i = 0; i < TRAIN / 2; i += 2) {
            Files.writeString(images.resolve("train/a/%03d.png".formatted(i)), "none");
            Files.writeString(images.resolve("train/b/%03d.png".formatted(i)), "none");
        }
        Files.writeString(images.resolve("test/b/001.png"), "none");
        byte[] whole = undisturbed(0.5);
        assertThat(new String(whole, StandardCharsets.UTF_8)).contains("\"unreadable\":\"11\"");
        String refusal = refusal(calm.resolve("refused"));

        for (int at = 0; at < ALL; at++) {
            interrupted(When.TAKEN, at, 0.5);
            resumed(0.5);
            assertOnly(whole);

            interrupted(When.TAKEN, at, 0.5);
            assertThat(refusal(cache)).isEqualTo(refusal);
            assertThat(files()).as("images that were refused").isEmpty();
        }
    }

    private String refusal(Path folder) throws Exception {
        try {
            packs(folder, 0).open(NAME, source(), SourceSettings.DEFAULT);
            throw new AssertionError("Accepted unreadable images");
        } catch (DatasetException e) {
            return e.getMessage();
        }
    }

    /** As a process does that is killed some time after it noted how far it is. */
    @Test
    void shouldCutWhatWasWrittenAfterTheNote() throws Exception {
        byte[] whole = undisturbed(0);
        interrupted(When.TAKEN, 10, 0);
        byte[] part = Files.readAllBytes(part());
        byte[] longer = Arrays.copyOf(part, 2 * whole.length);
        Arrays.fill(longer, part.length, longer.length, (byte) 77);
        Files.write(part(), longer);

        assertThat(resumed(0)).isEqualTo(ALL - 9);
        assertOnly(whole);
    }

    /** Whatever is wrong with it, nobody must mend it by hand. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                ".+ -> ''",
                ".+ -> null",
                ".+ -> {}",
                ".$ -> ''",
                "\"schema\":1 -> \"schema\":2",
                "\"fingerprint\":\". -> \"fingerprint\":\"x",
                "\"fingerprint\":\".{8} -> \"fingerprint\":\"00000000",
                "\"of_train\":20 -> \"of_train\":21",
                "\"of_test\":6 -> \"of_test\":5",
                "\"of_test\":6 -> \"of_test\":2147483647",
                "\"taken\":9 -> \"taken\":10",
                "\"taken\":9 -> \"taken\":-1",
                "\"taken\":9 -> \"taken\":99",
                "\"train\":9 -> \"train\":2147483647",
                "\"train\":9 -> \"train\":8",
                "\"test\":0 -> \"test\":-1",
                "\"test\":0 -> \"test\":1",
                "\"unreadable\":\\[] -> \"unreadable\":[\"one\"]"
            })
    void shouldBeginAnewIfTheNoteCannotBeTrue(String pattern, String change) throws Exception {
        byte[] whole = undisturbed(0);
        interrupted(When.TAKEN, 10, 0);
        String note = Files.readString(note());
        String changed = note.replaceFirst(pattern, change);
        assertThat(changed).isNotEqualTo(note);
        Files.writeString(note(), changed);

        assertThat(resumed(0)).isEqualTo(ALL);
        assertOnly(whole);
    }

    @Test
    void shouldBeginAnewIfTheImagesAreNotThere() throws Exception {
        byte[] whole = undisturbed(0);
        interrupted(When.TAKEN, 10, 0);
        byte[] part = Files.readAllBytes(part());
        byte[] otherLayout = part.clone();
        otherLayout[7]++;

        for (byte[] bad : List.of(new byte[0], Arrays.copyOf(part, part.length - 1), otherLayout)) {
            interrupted(When.TAKEN, 10, 0);
            Files.write(part(), bad);
            assertThat(resumed(0)).isEqualTo(ALL);
            assertOnly(whole);
        }
        interrupted(When.TAKEN, 10, 0);
        Files.delete(part());
        assertThat(resumed(0)).isEqualTo(ALL);
        assertOnly(whole);
    }

    /** Else they would fill the disk, since nobody comes back to them. */
    @Test
    void shouldDeleteWhatWasBegunOfOtherImagesUnderTheName() throws Exception {
        interrupted(When.TAKEN, 10, 0);
        Path ofAnother = Files.createFile(cache.resolve(NAME + "-more-0123456789abcdef.pack.part"));
        ShadeFiles.put(images.resolve("test/a/009.png"), 59);
        byte[] whole = undisturbed(0);

        assertThat(resumed(0)).isEqualTo(ALL + 1);

        assertThat(ofAnother).exists();
        Files.delete(ofAnother);
        assertOnly(whole);
    }

    @Test
    void shouldNotDeleteWhatSomebodyIsMaking() throws Exception {
        interrupted(When.TAKEN, 10, 0);
        Path part = part();
        Path note = note();
        ShadeFiles.put(images.resolve("test/a/009.png"), 59);
        String key = part.getFileName().toString().replace(".pack.part", "");
        try (PackLock lock = PackLock.await(cache, key)) {
            resumed(0);
            assertThat(lock.beside(".pack.part")).isEqualTo(part).exists();
            assertThat(note).exists();
        }
    }

    private byte[] undisturbed(double unreadableShare) throws Exception {
        packs(calm, unreadableShare).open(NAME, source(), SourceSettings.DEFAULT);
        return Files.readAllBytes(only(calm, ".pack"));
    }

    /** Returns how many images were decoded. */
    private int interrupted(When when, int at, double unreadableShare) throws Exception {
        for (Path file : files()) {
            Files.delete(file);
        }
        WatchedSource source = new WatchedSource(source(), when, at);
        assertThatThrownBy(() -> packs(cache, unreadableShare).open(NAME, source, SourceSettings.DEFAULT))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(files()).as("a part and a note").hasSize(2);
        return source.decoded();
    }

    /** Returns how many images were decoded. */
    private int resumed(double unreadableShare) throws Exception {
        WatchedSource source = new WatchedSource(source(), When.NEVER, 0);
        packs(cache, unreadableShare).open(NAME, source, SourceSettings.DEFAULT);
        return source.decoded();
    }

    private void assertOnly(byte[] whole) throws IOException {
        assertThat(files()).hasSize(1);
        assertThat(only(cache, ".pack")).hasBinaryContent(whole);
    }

    private Source source() throws DatasetException {
        return Sources.open(images, SourceSettings.DEFAULT);
    }

    private static Packs packs(Path folder, double unreadableShare) {
        return new Packs(folder, unreadableShare, shape -> AT_ONCE);
    }

    private Path part() throws IOException {
        return only(cache, ".pack.part");
    }

    private Path note() throws IOException {
        return only(cache, ".pack.progress");
    }

    private static Path only(Path folder, String suffix) throws IOException {
        List<Path> found = files(folder).stream()
                .filter(file -> file.toString().endsWith(suffix))
                .toList();
        assertThat(found).as(suffix).hasSize(1);
        return found.get(0);
    }

    private List<Path> files() throws IOException {
        return files(cache);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.toString().endsWith(".lock")).toList();
        }
    }
}
