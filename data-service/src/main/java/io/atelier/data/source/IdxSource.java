package io.atelier.data.source;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.Size;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.data.dataset.DatasetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Grey images in IDX files as those of MNIST, KMNIST, EMNIST and Fashion-MNIST: images and labels of a training set and a
 * test set, of any size and number. A file {@code classes.txt} beside them may name the classes, one a line.
 */
public final class IdxSource implements Source {

    /** Such as {@code train-images-idx3-ubyte.gz} or {@code emnist-letters-test-images-idx3-ubyte.gz}. */
    private static final Pattern IMAGES =
            Pattern.compile("((?:emnist-[a-z]+-)?)(train|t10k|test)-images[-.]idx3-ubyte(?:\\.gz)?");

    private final Path folder;
    private final SourceSettings settings;
    private final IdxPart train;
    private final IdxPart test;
    private final List<String> classes;
    private final int unused;

    private IdxSource(
            Path folder, SourceSettings settings, IdxPart train, IdxPart test, List<String> classes, int unused) {
        this.folder = folder;
        this.settings = settings;
        this.train = train;
        this.test = test;
        this.classes = classes;
        this.unused = unused;
    }

    /** Whether the folder has a file of that name. */
    static boolean isIn(Listing listing) {
        return listing.files().stream().anyMatch(name -> IMAGES.matcher(name).matches());
    }

    /**
     * Reads the headers of the images, and the labels.
     *
     * @param known names of the classes, if they are known without a file
     */
    static IdxSource open(Listing listing, SourceSettings settings, Optional<List<String>> known)
            throws DatasetException {
        Path folder = listing.folder();
        Map<String, Path> images = images(listing);
        IdxPart train = IdxPart.open(folder, images.get("train"), "train");
        IdxPart test = IdxPart.open(folder, images.get("test"), "t10k");
        if (train.height() != test.height() || train.width() != test.width()) {
            throw new DatasetException(
                    "%s: expected images of %d x %d pixels as in %s, found %d x %d: take both files from one set"
                            .formatted(
                                    test.images(),
                                    train.height(),
                                    train.width(),
                                    train.images(),
                                    test.height(),
                                    test.width()));
        }
        boolean[] isUsed = new boolean[256];
        int classes = Math.max(train.mark(isUsed), test.mark(isUsed)) + 1;
        long unused =
                IntStream.range(0, classes).filter(label -> !isUsed[label]).count();
        return new IdxSource(folder, settings, train, test, names(folder, train, test, classes, known), (int) unused);
    }

    /** Images of {@code train} and {@code test}. */
    private static Map<String, Path> images(Listing listing) throws DatasetException {
        Map<String, Path> found = new TreeMap<>();
        TreeSet<String> sets = new TreeSet<>();
        for (String name : listing.files()) {
            Matcher images = IMAGES.matcher(name);
            if (images.matches()) {
                sets.add(images.group(1));
                Path other = found.put(
                        images.group(2).equals("train") ? "train" : "test",
                        listing.folder().resolve(name));
                if (other != null || sets.size() > 1) {
                    throw new DatasetException(
                            "%s: expected the files of one dataset (%s), found %s beside %s: put each dataset into a folder of its own"
                                    .formatted(
                                            listing.folder(),
                                            IdxPart.EXPECTED,
                                            name,
                                            other == null ? "those of another one" : other.getFileName()));
                }
            }
        }
        return found;
    }

    private static List<String> names(
            Path folder, IdxPart train, IdxPart test, int classes, Optional<List<String>> known)
            throws DatasetException {
        Optional<List<String>> named = known.isPresent() ? known : ClassList.in(folder, "classes.txt");
        if (named.isEmpty()) {
            if (classes < 2) {
                throw new DatasetException(
                        "%s: expected labels of at least 2 classes, found only 0: add images of another one"
                                .formatted(train.labels()));
            }
            return ClassList.numbers(classes);
        }
        for (IdxPart part : List.of(train, test)) {
            part.requireBelow(named.get().size());
        }
        return named.get();
    }

    @Override
    public String kind() {
        return "idx";
    }

    @Override
    public String place() {
        return folder.toString();
    }

    @Override
    public Shape shape() {
        Size size = settings.size().orElse(new Size(train.height(), train.width()));
        return new Shape(size.height(), size.width(), settings.colour().channels(true));
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public int train() {
        return train.size();
    }

    @Override
    public int test() {
        return test.size();
    }

    @Override
    public Map<String, String> details() {
        Map<String, String> details = settings.details();
        if (unused > 0) {
            details.put("classes-without-images", Integer.toString(unused));
        }
        return details;
    }

    @Override
    public Items openTrain() throws DatasetException {
        return train.items();
    }

    @Override
    public Items openTest() throws DatasetException {
        return test.items();
    }

    @Override
    public String fingerprint() throws DatasetException {
        List<Path> files = new ArrayList<>(List.of(train.images(), train.labels(), test.images(), test.labels()));
        ClassList.file(folder, "classes.txt").ifPresent(files::add);
        return Fingerprint.of(kind(), folder, files, settings);
    }
}
