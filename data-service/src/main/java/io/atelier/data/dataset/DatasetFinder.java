package io.atelier.data.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and reads the dataset that is asked for: in the folder named in the environment, the usual folders, the user's
 * cache, and at last by downloading it into the cache.
 */
public final class DatasetFinder {

    private static final Logger LOG = LoggerFactory.getLogger(DatasetFinder.class);
    private static final Duration DOWNLOAD_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration DOWNLOAD_PAUSE = Duration.ofSeconds(1);

    private final Optional<Path> named;
    private final List<Path> usual;
    private final Path cache;
    private final Optional<DownloadSource> source;

    /**
     * @param named the folder that the user named for every run, if any
     * @param usual folders to look into, in this order
     * @param cache folder to download to
     * @param source where to download from; empty: nowhere
     */
    public DatasetFinder(Optional<Path> named, List<Path> usual, Path cache, Optional<DownloadSource> source) {
        this.named = named.map(folder -> folder.toAbsolutePath().normalize());
        this.usual = List.copyOf(usual);
        this.cache = cache;
        this.source = source;
    }

    /**
     * Finds, checks and reads.
     *
     * @throws DatasetException if what is asked for is not to be had; for {@link DatasetChoice.Auto} only if the user
     *     named a folder
     */
    public Dataset load(DatasetChoice choice) throws DatasetException, InterruptedException {
        if (choice instanceof DatasetChoice.Synthetic) {
            return SyntheticDataset.full();
        }
        if (choice instanceof DatasetChoice.Folder folder) {
            return read(folder.path());
        }
        if (named.isPresent()) {
            return readNamed(named.get());
        }
        return choice instanceof DatasetChoice.Real ? real() : realOrDrawn();
    }

    private static Dataset readNamed(Path folder) throws DatasetException {
        try {
            return read(folder);
        } catch (DatasetException e) {
            throw new DatasetException(
                    "FASHION_MNIST_DIR must name the folder of Fashion-MNIST, or be unset: " + e.getMessage(), e);
        }
    }

    private Dataset realOrDrawn() throws InterruptedException {
        try {
            return real();
        } catch (DatasetException e) {
            LOG.warn(
                    "************ NOT THE REAL DATASET: training on drawn images, results say nothing about Fashion-MNIST."
                            + " Reason: {}",
                    e.getMessage());
            return SyntheticDataset.full();
        }
    }

    private Dataset real() throws DatasetException, InterruptedException {
        for (Path folder : usual) {
            if (Files.isDirectory(folder) && FashionMnist.isBegunIn(folder)) {
                return read(folder);
            }
        }
        return cached();
    }

    private Dataset cached() throws DatasetException, InterruptedException {
        List<PublishedFile> missing =
                FashionMnist.FILES.stream().filter(file -> !file.isIn(cache)).toList();
        if (!missing.isEmpty() && source.isPresent()) {
            Download download =
                    new Download(source.get().base(), source.get().proxies(), DOWNLOAD_TIMEOUT, DOWNLOAD_PAUSE);
            for (PublishedFile file : missing) {
                download.ensure(file, cache);
            }
        } else if (!Files.isDirectory(cache)) {
            throw new DatasetException(
                    "Fashion-MNIST is in none of the folders %s and %s, and downloading is off: put its four files into one of them"
                            .formatted(usual, cache));
        }
        return read(cache);
    }

    private static Dataset read(Path folder) throws DatasetException {
        Dataset dataset = FashionMnist.load(folder);
        LOG.info(
                "Read Fashion-MNIST from {}: {} training and {} test images, MD5 sums as published",
                folder.toAbsolutePath().normalize(),
                dataset.train().size(),
                dataset.test().size());
        return dataset;
    }
}
