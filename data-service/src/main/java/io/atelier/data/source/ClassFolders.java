package io.atelier.data.source;

import io.atelier.contract.dataset.SourceSettings;
import io.atelier.data.dataset.DatasetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of a folder of class folders, in the dataset's order, and which of them test. Classes are in the order of
 * their names.
 *
 * @param place the folder
 * @param classes names of the class folders
 * @param train files that train
 * @param test files that test
 * @param details for the description
 */
record ClassFolders(
        Path place, List<String> classes, List<ImageFile> train, List<ImageFile> test, Map<String, String> details) {

    private static final String TRAIN = "train";
    private static final String TEST = "test";

    /** Those that may be images. What else is one is refused when it is decoded: nobody wants it left out unseen. */
    private static final Set<String> IMAGES =
            Set.of("png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "webp", "tif", "tiff", "heic", "heif", "avif");

    /** Lists them; refuses what can't be a dataset. */
    static ClassFolders in(Listing listing, SourceSettings settings) throws DatasetException {
        Path place = listing.folder();
        boolean hasTrain = listing.folders().contains(TRAIN);
        boolean hasTest = listing.folders().contains(TEST);
        if (hasTrain != hasTest && listing.folders().size() == 1) {
            throw new DatasetException("%s has a folder %s but no %s: expected both, or class folders at once"
                    .formatted(place, hasTrain ? TRAIN : TEST, hasTrain ? TEST : TRAIN));
        }
        return isDivided(listing) ? divided(listing) : undivided(listing, settings);
    }

    /** Whether it says which images train and which test. */
    static boolean isDivided(Listing listing) {
        return listing.folders().contains(TRAIN) && listing.folders().contains(TEST);
    }

    private static ClassFolders divided(Listing listing) throws DatasetException {
        Path place = listing.folder();
        Listing trainFolders = Listing.of(place.resolve(TRAIN), place);
        List<String> classes = classes(trainFolders);
        Found train = new Found(listing.skipped()
                + trainFolders.skipped()
                + others(listing, 2)
                + trainFolders.files().size());
        Map<String, Integer> labels = new HashMap<>();
        for (String name : classes) {
            labels.put(name, labels.size());
            train.add(trainFolders.folder().resolve(name), place, labels.get(name), true);
        }
        Listing testFolders = Listing.of(place.resolve(TEST), place);
        Found test = new Found(testFolders.skipped() + testFolders.files().size());
        for (String name : testFolders.folders()) {
            Integer label = labels.get(name);
            if (label == null) {
                throw new DatasetException("%s: expected only classes of %s, found one of its own: train it, too"
                        .formatted(testFolders.folder().resolve(name), trainFolders.folder()));
            }
            test.add(testFolders.folder().resolve(name), place, label, false);
        }
        requireImages(testFolders.folder(), test.files);
        return of(
                place,
                classes,
                train.files,
                test.files,
                Map.of("skipped", Integer.toString(train.skipped + test.skipped)));
    }

    private static int others(Listing listing, int expectedFolders) {
        return listing.files().size() + listing.folders().size() - expectedFolders;
    }

    private static ClassFolders undivided(Listing listing, SourceSettings settings) throws DatasetException {
        Path place = listing.folder();
        List<String> classes = classes(listing);
        List<ImageFile> train = new ArrayList<>();
        List<ImageFile> test = new ArrayList<>();
        int skipped = listing.skipped() + listing.files().size();
        for (int label = 0; label < classes.size(); label++) {
            Found found = new Found(0);
            found.add(place.resolve(classes.get(label)), place, label, true);
            found.files.sort(ImageFile.ORDER);
            boolean[] tests = StratifiedSplit.tests(found.files.size(), settings, label);
            for (int i = 0; i < tests.length; i++) {
                (tests[i] ? test : train).add(found.files.get(i));
            }
            skipped += found.skipped;
        }
        requireImages(place, test);
        Map<String, String> details = Map.of(
                "skipped", Integer.toString(skipped),
                "test-fraction", Double.toString(settings.testFraction()),
                "split-seed", Long.toString(settings.splitSeed()));
        return of(place, classes, train, test, details);
    }

    private static ClassFolders of(
            Path place,
            List<String> classes,
            List<ImageFile> train,
            List<ImageFile> test,
            Map<String, String> details) {
        train.sort(ImageFile.ORDER);
        test.sort(ImageFile.ORDER);
        return new ClassFolders(place, classes, train, test, new TreeMap<>(details));
    }

    private static List<String> classes(Listing listing) throws DatasetException {
        List<String> classes = listing.folders();
        if (classes.isEmpty()) {
            throw new DatasetException(
                    "%s: expected a folder for each class with its images, IDX files or CIFAR binaries, found %s"
                            .formatted(
                                    listing.folder(),
                                    listing.files().isEmpty()
                                            ? "nothing"
                                            : "only files, such as "
                                                    + listing.files().get(0)));
        }
        ClassList.requireNames(listing.folder(), "folder", classes);
        ClassList.requireApart(listing.folder(), "class folders", classes);
        return classes;
    }

    private static void requireImages(Path place, List<ImageFile> test) throws DatasetException {
        if (test.isEmpty()) {
            throw new DatasetException(
                    "%s: expected at least one image to test with, found none: a class needs at least 2 images to give one"
                            .formatted(place));
        }
    }

    /** Files of class folders, while they are gathered. */
    private static final class Found {

        private final List<ImageFile> files = new ArrayList<>();
        private int skipped;

        Found(int skipped) {
            this.skipped = skipped;
        }

        void add(Path folder, Path root, int label, boolean isNeeded) throws DatasetException {
            Listing listing = Listing.of(folder, root);
            if (!listing.folders().isEmpty()) {
                throw new DatasetException(
                        "%s: expected only images in a class folder, found the folder %s: move its images up, or remove it"
                                .formatted(folder, listing.folders().get(0)));
            }
            int before = files.size();
            for (String name : listing.files()) {
                if (isImage(name)) {
                    files.add(new ImageFile(folder, name, label));
                }
            }
            skipped += listing.skipped() + listing.files().size() - (files.size() - before);
            if (isNeeded && files.size() == before) {
                throw new DatasetException("%s: expected PNG or JPEG images of the class, found %s: fill or remove it"
                        .formatted(
                                folder,
                                listing.files().isEmpty()
                                        ? "none"
                                        : "only other files, such as "
                                                + listing.files().get(0)));
            }
        }

        private static boolean isImage(String name) {
            return IMAGES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        }
    }
}
