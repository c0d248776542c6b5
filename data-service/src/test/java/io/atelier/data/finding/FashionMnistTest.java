package io.atelier.data.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.dataset.Drawing;
import io.atelier.data.pack.Packs;
import io.atelier.data.source.IdxFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FashionMnistTest {

    @TempDir
    Path folder;

    @Test
    void shouldRefuseATruncatedFile() throws IOException {
        Path images = putFilesOfZeros(0, 1_000, 10, 10, 10);

        assertThatThrownBy(() -> FashionMnist.open(folder, SourceSettings.DEFAULT))
                .isInstanceOf(DatasetException.class)
                .hasMessage(
                        images + " is truncated: expected 26421880 bytes, found 1000; remove it and get the published"
                                + " file");
    }

    @Test
    void shouldRefuseAFileWithAnotherSum() throws IOException {
        Path labels = putFilesOfZeros(3, 0, 0, 0, 5_148);

        assertThatThrownBy(() -> FashionMnist.FILES.get(3).check(labels))
                .hasMessage(labels + " has a wrong MD5 sum: expected bb300cfdad3c16e7a12a480ee83cd310, found"
                        + " 02a5eb9afe8b891ad8acbee10ac321a2; remove it and get the published file");
    }

    @Test
    void shouldNameTheFilesThatAreMissing() throws IOException {
        putFilesOfZeros(0, 10, 10, 10, 10);
        Files.delete(FashionMnist.FILES.get(2).in(folder));

        assertThatThrownBy(() -> FashionMnist.open(folder, SourceSettings.DEFAULT))
                .hasMessage(
                        folder + " lacks t10k-images-idx3-ubyte.gz: put the published files of Fashion-MNIST there");
        assertThatThrownBy(() -> FashionMnist.open(folder.resolve("nowhere"), SourceSettings.DEFAULT))
                .hasMessageStartingWith(folder.resolve("nowhere") + " is not a folder");
    }

    @Test
    void shouldFailClearlyUnlessSyntheticImagesWillDo() throws Exception {
        putFilesOfZeros(0, 10, 10, 10, 10);
        DatasetFinder finder = finder(Optional.empty(), List.of(folder));

        assertThatThrownBy(() -> finder.load(new DatasetChoice.Real())).isInstanceOf(DatasetException.class);
        assertThatThrownBy(() -> finder.load(new DatasetChoice.Folder(folder))).isInstanceOf(DatasetException.class);
        assertThat(finder.load(new DatasetChoice.Auto()).name()).isEqualTo("synthetic");
    }

    @Test
    void shouldSayWhereItLookedWhenItMayNotDownload() {
        DatasetFinder finder = finder(Optional.empty(), List.of(folder));

        assertThatThrownBy(() -> finder.load(new DatasetChoice.Real()))
                .hasMessage(
                        "Fashion-MNIST is in none of the folders [%s] and %s, and downloading is off: put its four files into one of them"
                                .formatted(folder, folder.resolve("cache")));
    }

    /** Not damaged files of the published one. */
    @Test
    void shouldTakeOtherFilesOfTheSameNamesForAnotherDataset() throws Exception {
        Path digits = Files.createDirectory(folder.resolve("My Digits (v2)"));
        for (String part : List.of("train", "t10k")) {
            IdxFiles.write(digits.resolve(part + "-images-idx3-ubyte.gz"), new byte[24], 0x803, 4, 2, 3);
            IdxFiles.write(digits.resolve(part + "-labels-idx1-ubyte.gz"), new byte[] {0, 1, 2, 1}, 0x801, 4);
        }

        Dataset dataset = finder(Optional.empty(), List.of()).load(new DatasetChoice.Folder(digits));

        assertThat(dataset.description().name()).isEqualTo("my-digits-v2");
        assertThat(dataset.description().image()).isEqualTo(new Shape(2, 3, 1));
        assertThat(dataset.description().classes()).containsExactly("0", "1", "2");
        assertThatThrownBy(() -> finder(Optional.of(digits), List.of()).load(new DatasetChoice.Auto()))
                .hasMessageContaining("expected 26421880 bytes");
    }

    /** Would catch drawn images in the place of those that were named. */
    @Test
    void shouldRefuseANamedFolderWithoutTheDatasetWhateverWouldElseDo() {
        Path named = folder.resolve("nowhere");
        DatasetFinder finder = finder(Optional.of(named), List.of());

        for (DatasetChoice.Local choice : List.of(new DatasetChoice.Auto(), new DatasetChoice.Real())) {
            assertThatThrownBy(() -> finder.load(choice))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageStartingWith("FASHION_MNIST_DIR must name the folder of Fashion-MNIST, or be unset: "
                            + named + " is not a folder");
        }
    }

    @Test
    void shouldNameTheWholePathOfANamedFolder() {
        DatasetFinder finder = finder(Optional.of(Path.of("no-such-folder")), List.of());

        assertThatThrownBy(() -> finder.load(new DatasetChoice.Auto()))
                .hasMessageContaining(Path.of("").toAbsolutePath().resolve("no-such-folder") + " is not a folder");
    }

    @Test
    void shouldRefuseToDrawMoreThanFitsIntoMemory() {
        Drawing drawing = new Drawing(new Shape(1024, 1024, 1), 10, 90, 11);

        assertThatThrownBy(() -> DatasetFinder.requireRoom(drawing, 200 << 20))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(
                        "Drawn images stay in memory: expected at most 100 MiB of them, half of the heap, found 101 MiB");
    }

    @Test
    void shouldReadChoices() {
        assertThat(DatasetChoice.of("auto")).isEqualTo(new DatasetChoice.Auto());
        assertThat(DatasetChoice.of("fashion-mnist")).isEqualTo(new DatasetChoice.Real());
        assertThat(DatasetChoice.of("synthetic")).isEqualTo(new DatasetChoice.Synthetic(Drawing.FASHION));
        assertThat(DatasetChoice.of("synthetic:64x48x3:100:5000"))
                .isEqualTo(new DatasetChoice.Synthetic(new Drawing(new Shape(64, 48, 3), 100, 5_000, 1_000)));
        assertThat(DatasetChoice.of("/data")).isEqualTo(new DatasetChoice.Folder(Path.of("/data")));
        assertThat(DatasetChoice.of("topic:shoe-images")).isEqualTo(new DatasetChoice.OfTopic("shoe-images"));
        assertThat(DatasetChoice.of("none")).isEqualTo(new DatasetChoice.None());
    }

    private DatasetFinder finder(Optional<Path> named, List<Path> usual) {
        Packing packing = new Packing(new Packs(folder.resolve("packs"), 0), SourceSettings.DEFAULT, Optional.empty());
        return new DatasetFinder(named, usual, folder.resolve("cache"), Optional.empty(), packing);
    }

    /** Files of the given lengths, all zeros; returns the one of index {@code wanted}. */
    private Path putFilesOfZeros(int wanted, int... lengths) throws IOException {
        for (int i = 0; i < lengths.length; i++) {
            Files.write(FashionMnist.FILES.get(i).in(folder), new byte[lengths[i]]);
        }
        return FashionMnist.FILES.get(wanted).in(folder);
    }
}
