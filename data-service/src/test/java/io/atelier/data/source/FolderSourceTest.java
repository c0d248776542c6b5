package io.atelier.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.Colour;
import io.atelier.contract.dataset.Resize;
import io.atelier.contract.dataset.Size;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.data.dataset.DatasetException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSourceTest {

    @TempDir
    Path folder;

    /** As CIFAR-10 in files numbered through: the order of the binary file. */
    @Test
    void shouldOrderByTheNameOfTheFileAndThenByTheClass() throws Exception {
        put("train/frog/00002.png");
        put("train/dog/00001.png");
        put("train/frog/00000.png");
        put("train/dog/00002.png");
        put("test/frog/00007.png");

        Source source = open();

        assertThat(source.classes()).containsExactly("dog", "frog");
        assertThat(places(source.openTrain()))
                .containsExactly("frog/00000.png", "dog/00001.png", "dog/00002.png", "frog/00002.png");
        assertThat(Read.labels(source.openTrain())).containsExactly(1, 0, 0, 1);
        assertThat(places(source.openTest())).containsExactly("frog/00007.png");
        assertThat(source.shape()).isEqualTo(new Shape(4, 5, 3));
    }

    @Test
    void shouldDivideEachClassByItself() throws Exception {
        for (int i = 0; i < 10; i++) {
            put("a/a%d.png".formatted(i));
            put("b/b%d.png".formatted(i));
        }
        put("rare/only.png");

        List<String> test = places(open().openTest());

        assertThat(test).hasSize(4).filteredOn(place -> place.startsWith("a/")).hasSize(2);
        assertThat(places(open().openTest())).isEqualTo(test);
        assertThat(open().train()).isEqualTo(17);
        SourceSettings other = new SourceSettings(Optional.empty(), Resize.CROP, Colour.AUTO, 0.2, 1);
        assertThat(places(Sources.open(folder, other).openTest())).hasSize(4).isNotEqualTo(test);
        assertThat(open().details()).containsEntry("split-seed", "0").containsEntry("test-fraction", "0.2");
    }

    @Test
    void shouldTestAtLeastOneAndTrainAtLeastOne() {
        SourceSettings most = new SourceSettings(Optional.empty(), Resize.CROP, Colour.AUTO, 0.9, 0);

        assertThat(StratifiedSplit.tests(1, most, 0)).containsExactly(false);
        assertThat(StratifiedSplit.tests(2, most, 0)).containsOnlyOnce(true);
        assertThat(StratifiedSplit.tests(2, SourceSettings.DEFAULT, 0)).containsOnlyOnce(true);
    }

    @Test
    void shouldTellSizesThatDifferApartFromOneSize() throws Exception {
        put("a/1.png", new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_GRAY));
        put("a/2.png", new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_GRAY));
        put("b/1.png", new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_GRAY));
        assertThat(open().shape()).isEqualTo(new Shape(20, 30, 1));

        put("b/2.png", new BufferedImage(50, 20, BufferedImage.TYPE_3BYTE_BGR));
        assertThat(open().shape()).isEqualTo(new Shape(64, 64, 3));
        assertThat(open().details()).containsEntry("found-sizes", "20x30 to 20x50");
        SourceSettings asked = new SourceSettings(Optional.of(new Size(10, 12)), Resize.PAD, Colour.GREY, 0.2, 0);
        assertThat(Sources.open(folder, asked).shape()).isEqualTo(new Shape(10, 12, 1));
    }

    @Test
    void shouldPassOverHiddenAndOtherFilesAndCountThem() throws Exception {
        put("a/1.png");
        put("a/2.png");
        put("b/1.png");
        put("b/2.png");
        Files.writeString(folder.resolve("a/.DS_Store"), "x");
        Files.writeString(folder.resolve("a/Thumbs.db"), "x");
        Files.writeString(folder.resolve("b/notes.txt"), "x");
        Files.writeString(folder.resolve("LICENSE"), "x");
        Files.createDirectory(folder.resolve(".git"));
        Files.createSymbolicLink(folder.resolve("b/inside.png"), folder.resolve("b/1.png"));

        Source source = open();

        assertThat(source.train() + source.test()).isEqualTo(5);
        assertThat(source.details()).containsEntry("skipped", "5");
    }

    /** Would catch images, or a whole class, that are left out without a word. */
    @Test
    void shouldRefuseLinksThatLeadOut(@TempDir Path elsewhere) throws Exception {
        put("a/1.png");
        put("a/2.png");
        put("b/1.png");
        Files.write(elsewhere.resolve("secret.png"), PictureFiles.png(picture()));

        for (Map.Entry<String, Path> link : Map.of(
                        "b/out.png", elsewhere.resolve("secret.png"),
                        "outside", elsewhere,
                        "b/broken.png", folder.resolve("nowhere"))
                .entrySet()) {
            Path created = Files.createSymbolicLink(folder.resolve(link.getKey()), link.getValue());
            refuse(
                    "%s: expected links to what is in %s only, found one that leads elsewhere or to nothing: put the images in its place, or remove it"
                            .formatted(created, folder.toRealPath()));
            Files.delete(created);
        }
    }

    @Test
    void shouldRefuseFoldersThatAreNoDataset() throws Exception {
        refuse(folder
                + ": expected a folder for each class with its images, IDX files or CIFAR binaries, found nothing");
        Files.writeString(folder.resolve("x.txt"), "x");
        refuse(
                folder
                        + ": expected a folder for each class with its images, IDX files or CIFAR binaries, found only files, such as x.txt");
        put("a/1.png");
        refuse(folder + ": expected 2 to 65536 classes, found 1: give each class a folder of its own");
        Files.createDirectory(folder.resolve("b"));
        refuse(folder.resolve("b") + ": expected PNG or JPEG images of the class, found none: fill or remove it");
        Files.writeString(folder.resolve("b/readme.md"), "x");
        refuse(
                folder.resolve("b")
                        + ": expected PNG or JPEG images of the class, found only other files, such as readme.md: fill or remove it");
        put("b/1.png");
        refuse(
                folder
                        + ": expected at least one image to test with, found none: a class needs at least 2 images to give one");
        put("b/2.png");
        assertThat(open().test()).isEqualTo(1);
        put("b/deeper/1.png");
        refuse(
                folder.resolve("b")
                        + ": expected only images in a class folder, found the folder deeper: move its images up, or remove it");
        refuseAt(
                folder.resolve("nowhere"),
                folder.resolve("nowhere") + " is not a folder: expected a folder with images");
    }

    @Test
    void shouldRefuseClassesThatDifferInCaseOnly() throws Exception {
        put("Boot/1.png");
        put("boot/1.png");

        refuse(
                folder
                        + ": expected class folders whose names differ in more than case, found Boot and boot: rename or merge them");
    }

    @Test
    void shouldRefuseMoreClassesThanLabels() throws Exception {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 70_000; i++) {
            many.add("c" + i);
        }

        assertThatThrownBy(() -> ClassFolders.in(new Listing(folder, List.of(), many, 0), SourceSettings.DEFAULT))
                .isInstanceOf(DatasetException.class)
                .hasMessage(folder + ": expected 2 to 65536 classes, found 70000: merge some of them");
    }

    @Test
    void shouldRefuseATestSetThatDoesNotBelongToTheTrainingSet() throws Exception {
        put("train/a/1.png");
        put("train/b/1.png");
        put("test/c/1.png");
        refuse(folder.resolve("test/c") + ": expected only classes of " + folder.resolve("train")
                + ", found one of its own: train it, too");
    }

    @Test
    void shouldRefuseOneHalfOfADivision() throws Exception {
        put("train/a/1.png");
        put("train/b/1.png");
        refuse(folder + " has a folder train but no test: expected both, or class folders at once");
    }

    @Test
    void shouldHaveAnotherFingerprintWhenAFileComes() throws Exception {
        put("a/1.png");
        put("a/2.png");
        put("b/1.png");
        Source source = open();
        String before = source.fingerprint();
        assertThat(source.fingerprint()).isEqualTo(before);

        put("b/2.png");

        assertThat(source.fingerprint()).isNotEqualTo(before);
    }

    private Source open() throws DatasetException {
        return Sources.open(folder, SourceSettings.DEFAULT);
    }

    private void refuse(String message) {
        refuseAt(folder, message);
    }

    private static void refuseAt(Path place, String message) {
        assertThatThrownBy(() -> Sources.open(place, SourceSettings.DEFAULT))
                .isInstanceOf(DatasetException.class)
                .hasMessage(message);
    }

    private static List<String> places(Items items) throws DatasetException {
        return Read.all(items).stream()
                .map(item -> Path.of(item.place()))
                .map(path -> path.getParent().getFileName() + "/" + path.getFileName())
                .toList();
    }

    private void put(String name) throws IOException {
        put(name, picture());
    }

    private void put(String name, BufferedImage image) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, PictureFiles.png(image));
    }

    private static BufferedImage picture() {
        return PictureFiles.drawn(5, 4, BufferedImage.TYPE_3BYTE_BGR);
    }
}
