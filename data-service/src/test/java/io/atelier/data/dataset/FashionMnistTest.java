package io.atelier.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

        assertThatThrownBy(() -> FashionMnist.load(folder))
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

        assertThatThrownBy(() -> FashionMnist.load(folder))
                .hasMessage(
                        folder + " lacks t10k-images-idx3-ubyte.gz: put the published files of Fashion-MNIST there");
        assertThatThrownBy(() -> FashionMnist.load(folder.resolve("nowhere")))
                .hasMessageStartingWith(folder.resolve("nowhere") + " is not a folder");
    }

    @Test
    void shouldFailClearlyUnlessSyntheticImagesWillDo() throws Exception {
        putFilesOfZeros(0, 10, 10, 10, 10);
        DatasetFinder finder =
                new DatasetFinder(Optional.empty(), List.of(folder), folder.resolve("cache"), Optional.empty());

        assertThatThrownBy(() -> finder.load(new DatasetChoice.Real())).isInstanceOf(DatasetException.class);
        assertThatThrownBy(() -> finder.load(new DatasetChoice.Folder(folder))).isInstanceOf(DatasetException.class);
        assertThat(finder.load(new DatasetChoice.Auto()).name()).isEqualTo("synthetic");
    }

    @Test
    void shouldSayWhereItLookedWhenItMayNotDownload() {
        DatasetFinder finder =
                new DatasetFinder(Optional.empty(), List.of(folder), folder.resolve("cache"), Optional.empty());

        assertThatThrownBy(() -> finder.load(new DatasetChoice.Real()))
                .hasMessage(
                        "Fashion-MNIST is in none of the folders [%s] and %s, and downloading is off: put its four files into one of them"
                                .formatted(folder, folder.resolve("cache")));
    }

    /** Would catch drawn images in the place of those that were named. */
    @Test
    void shouldRefuseANamedFolderWithoutTheDatasetWhateverWouldElseDo() {
        Path named = folder.resolve("nowhere");
        DatasetFinder finder =
                new DatasetFinder(Optional.of(named), List.of(), folder.resolve("cache"), Optional.empty());

        for (DatasetChoice choice : List.of(new DatasetChoice.Auto(), new DatasetChoice.Real())) {
            assertThatThrownBy(() -> finder.load(choice))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageStartingWith("FASHION_MNIST_DIR must name the folder of Fashion-MNIST, or be unset: "
                            + named + " is not a folder");
        }
    }

    @Test
    void shouldNameTheWholePathOfANamedFolder() {
        DatasetFinder finder = new DatasetFinder(
                Optional.of(Path.of("no-such-folder")), List.of(), folder.resolve("cache"), Optional.empty());

        assertThatThrownBy(() -> finder.load(new DatasetChoice.Auto()))
                .hasMessageContaining(Path.of("").toAbsolutePath().resolve("no-such-folder") + " is not a folder");
    }

    @Test
    void shouldReadChoices() {
        assertThat(DatasetChoice.of("auto")).isEqualTo(new DatasetChoice.Auto());
        assertThat(DatasetChoice.of("fashion-mnist")).isEqualTo(new DatasetChoice.Real());
        assertThat(DatasetChoice.of("synthetic")).isEqualTo(new DatasetChoice.Synthetic());
        assertThat(DatasetChoice.of("/data")).isEqualTo(new DatasetChoice.Folder(Path.of("/data")));
    }

    /** Files of the given lengths, all zeros; returns the one of index {@code wanted}. */
    private Path putFilesOfZeros(int wanted, int... lengths) throws IOException {
        for (int i = 0; i < lengths.length; i++) {
            Files.write(FashionMnist.FILES.get(i).in(folder), new byte[lengths[i]]);
        }
        return FashionMnist.FILES.get(wanted).in(folder);
    }
}
