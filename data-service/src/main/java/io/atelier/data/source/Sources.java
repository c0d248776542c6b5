package io.atelier.data.source;

import io.atelier.contract.dataset.SourceSettings;
import io.atelier.data.dataset.DatasetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recognizes what a folder holds. */
public final class Sources {

    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

    private Sources() {}

    /**
     * Opens the folder as what it is: IDX files, CIFAR binaries, or else class folders.
     *
     * @throws DatasetException with the path, what was expected there and what was found
     */
    public static Source open(Path folder, SourceSettings settings) throws DatasetException {
        Listing listing = Listing.of(folder);
        Source source;
        if (IdxSource.isIn(listing)) {
            source = IdxSource.open(listing, settings, Optional.empty());
        } else if (CifarSource.isIn(listing)) {
            source = CifarSource.open(listing, settings);
        } else {
            source = FolderSource.open(listing, settings);
        }
        return told(source);
    }

    /** Opens IDX files whose classes are known. */
    public static Source openIdx(Path folder, SourceSettings settings, List<String> classes) throws DatasetException {
        return told(IdxSource.open(Listing.of(folder), settings, Optional.of(classes)));
    }

    private static Source told(Source source) {
        LOG.info(
                "{} holds images as {}: {} to train and {} to test, {} classes, to be {}",
                source.place(),
                source.kind(),
                source.train(),
                source.test(),
                source.classes().size(),
                source.shape());
        return source;
    }
}
