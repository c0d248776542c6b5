package io.atelier.data.finding;

import io.atelier.contract.dataset.SourceSettings;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.dataset.SyntheticDataset;
import io.atelier.data.source.Source;
import io.atelier.data.source.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The real dataset: Xiao, Rasul and Vollgraf, "Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning
 * Algorithms", 2017. Sizes and MD5 sums are the published ones.
 */
final class FashionMnist {

    static final String NAME = "fashion-mnist";

    private static final PublishedFile TRAIN_IMAGES =
            new PublishedFile("train-images-idx3-ubyte.gz", 26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d");
    private static final PublishedFile TRAIN_LABELS =
            new PublishedFile("train-labels-idx1-ubyte.gz", 29_515, "25c81989df183df01b3e8a0aad5dffbe");
    private static final PublishedFile TEST_IMAGES =
            new PublishedFile("t10k-images-idx3-ubyte.gz", 4_422_102, "bef4ecab320f06d8554ea6380940ec79");
    private static final PublishedFile TEST_LABELS =
            new PublishedFile("t10k-labels-idx1-ubyte.gz", 5_148, "bb300cfdad3c16e7a12a480ee83cd310");

    static final List<PublishedFile> FILES = List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);

    private FashionMnist() {}

    /** Whether any of the four files is there, so that the folder is meant to hold the dataset. */
    static boolean isBegunIn(Path folder) {
        return FILES.stream().anyMatch(file -> Files.exists(file.in(folder)));
    }

    /** Whether the folder has all four files as they were published. */
    static boolean isIn(Path folder) {
        return FILES.stream().allMatch(file -> file.isPublished(folder));
    }

    /** Checks the four files against their published sums and opens them. */
    static Source open(Path folder, SourceSettings settings) throws DatasetException {
        if (!Files.isDirectory(folder)) {
            throw new DatasetException("%s is not a folder: expected the folder with the files %s"
                    .formatted(folder.toAbsolutePath().normalize(), names(FILES)));
        }
        List<PublishedFile> missing = FILES.stream()
                .filter(file -> !Files.isRegularFile(file.in(folder)))
                .toList();
        if (!missing.isEmpty()) {
            throw new DatasetException("%s lacks %s: put the published files of Fashion-MNIST there"
                    .formatted(folder.toAbsolutePath().normalize(), names(missing)));
        }
        for (PublishedFile file : FILES) {
            file.check(file.in(folder));
        }
        return Sources.openIdx(folder, settings, SyntheticDataset.GARMENTS);
    }

    private static String names(List<PublishedFile> files) {
        return String.join(", ", files.stream().map(PublishedFile::name).toList());
    }
}
