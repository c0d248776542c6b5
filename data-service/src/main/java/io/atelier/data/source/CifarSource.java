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

/**
 * CIFAR-10 and CIFAR-100 as their authors publish them in binary: records of a label (CIFAR-100: a coarse one, then the
 * fine one, which is taken) and 32 x 32 pixels, all red values before all green ones before all blue ones.
 */
public final class CifarSource implements Source {

    private final Path folder;
    private final SourceSettings settings;
    private final CifarFormat format;
    private final List<Path> trainFiles;
    private final List<Path> testFiles;
    private final List<String> classes;
    private final int train;
    private final int test;

    private CifarSource(
            Path folder,
            SourceSettings settings,
            CifarFormat format,
            List<Path> trainFiles,
            List<Path> testFiles,
            List<String> classes)
            throws DatasetException {
        this.folder = folder;
        this.settings = settings;
        this.format = format;
        this.trainFiles = trainFiles;
        this.testFiles = testFiles;
        this.classes = classes;
        this.train = count(format, trainFiles);
        this.test = count(format, testFiles);
    }

    /** Whether the folder has a file of that name. */
    static boolean isIn(Listing listing) {
        return format(listing).isPresent();
    }

    private static Optional<CifarFormat> format(Listing listing) {
        for (CifarFormat format : CifarFormat.values()) {
            if (in(listing, format.train(1)).isPresent()
                    || in(listing, format.test()).isPresent()) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** Reads the labels, for which it reads through all files. */
    static CifarSource open(Listing listing, SourceSettings settings) throws DatasetException {
        CifarFormat format = format(listing).orElseThrow();
        List<Path> train = new ArrayList<>();
        for (int file = 1; file <= format.maxTrainFiles(); file++) {
            Optional<Path> found = in(listing, format.train(file));
            if (found.isEmpty()) {
                break;
            }
            train.add(found.get());
        }
        Optional<Path> test = in(listing, format.test());
        if (train.isEmpty() || test.isEmpty()) {
            throw new DatasetException("%s lacks %s: expected the files of %s, plain or with .gz"
                    .formatted(listing.folder(), train.isEmpty() ? format.train(1) : format.test(), format.kind()));
        }
        return new CifarSource(
                listing.folder(), settings, format, train, List.of(test.get()), classes(listing.folder(), format));
    }

    private static Optional<Path> in(Listing listing, String name) {
        return List.of(name, name + ".gz").stream()
                .filter(listing.files()::contains)
                .map(listing.folder()::resolve)
                .findFirst();
    }

    private static List<String> classes(Path folder, CifarFormat format) throws DatasetException {
        List<String> names = ClassList.in(folder, format.names()).orElse(ClassList.numbers(format.classes()));
        if (names.size() != format.classes()) {
            throw new DatasetException(
                    "%s: expected %d names, one a line, found %d: mend the file, or remove it to have numbers"
                            .formatted(folder.resolve(format.names()), format.classes(), names.size()));
        }
        return names;
    }

    private static int count(CifarFormat format, List<Path> files) throws DatasetException {
        int count = 0;
        try (Items items = new CifarRecords(format, files)) {
            while (items.next().isPresent()) {
                count++;
            }
        }
        return count;
    }

    @Override
    public String kind() {
        return format.kind();
    }

    @Override
    public String place() {
        return folder.toString();
    }

    @Override
    public Shape shape() {
        Size size = settings.size().orElse(new Size(CifarFormat.SIDE, CifarFormat.SIDE));
        return new Shape(size.height(), size.width(), settings.colour().channels(false));
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public int train() {
        return train;
    }

    @Override
    public int test() {
        return test;
    }

    @Override
    public Map<String, String> details() {
        return settings.details();
    }

    @Override
    public Items openTrain() {
        return new CifarRecords(format, trainFiles);
    }

    @Override
    public Items openTest() {
        return new CifarRecords(format, testFiles);
    }

    @Override
    public String fingerprint() throws DatasetException {
        List<Path> files = new ArrayList<>(trainFiles);
        files.addAll(testFiles);
        ClassList.file(folder, format.names()).ifPresent(files::add);
        return Fingerprint.of(kind(), folder, files, settings);
    }
}
