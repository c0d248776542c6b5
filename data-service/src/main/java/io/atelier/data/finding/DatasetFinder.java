package io.atelier.data.finding;

import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.dataset.Drawing;
import io.atelier.data.dataset.SyntheticDataset;
import io.atelier.data.source.Source;
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
    private final Packing packing;

    /**
     * @param named the folder that the user named for every run, if any
     * @param usual folders to look into, in this order
     * @param cache folder to download to
     * @param source where to download from; empty: nowhere
     * @param packing what becomes of what is found
     */
    public DatasetFinder(
            Optional<Path> named, List<Path> usual, Path cache, Optional<DownloadSource> source, Packing packing) {
        this.named = named.map(folder -> folder.toAbsolutePath().normalize());
        this.usual = List.copyOf(usual);
        this.cache = cache;
        this.source = source;
        this.packing = packing;
    }

    /**
     * Finds, checks and reads.
     *
     * @throws DatasetException if what is asked for is not to be had; for {@link DatasetChoice.Auto} only if the user
     *     named a folder
     */
    public Dataset load(DatasetChoice.Local choice) throws DatasetException, InterruptedException {
        if (choice instanceof DatasetChoice.Synthetic synthetic) {
            requireRoom(synthetic.drawing(), Runtime.getRuntime().maxMemory());
            return SyntheticDataset.of(packing.nameOfDrawn(), synthetic.drawing());
        }
        if (choice instanceof DatasetChoice.Folder folder) {
            return FashionMnist.isIn(folder.path()) ? read(folder.path()) : packing.open(folder.path());
        }
        if (named.isPresent()) {
            return pack(openNamed(named.get()));
        }
        return choice instanceof DatasetChoice.Real ? real() : realOrDrawn();
    }

    static void requireRoom(Drawing drawing, long heap) throws DatasetException {
        long needed = drawing.shape().size() * (0L + drawing.train() + drawing.test());
        long most = heap / 2;
        if (needed > most) {
            throw new DatasetException(
                    "Drawn images stay in memory: expected at most %d MiB of them, half of the heap, found %d MiB (%s): ask for fewer or smaller ones"
                            .formatted(most >> 20, needed >> 20, drawing));
        }
    }

    private Source openNamed(Path folder) throws DatasetException {
        try {
            return FashionMnist.open(folder, packing.settings());
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
            return SyntheticDataset.of(Drawing.FASHION);
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

    private Dataset read(Path folder) throws DatasetException, InterruptedException {
        return pack(FashionMnist.open(folder, packing.settings()));
    }

    private Dataset pack(Source published) throws DatasetException, InterruptedException {
        LOG.info("{} has the published files of Fashion-MNIST, with their MD5 sums", published.place());
        return packing.open(FashionMnist.NAME, published);
    }
}
