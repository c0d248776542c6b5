package io.atelier.local.images;

import io.atelier.data.source.FolderImages;
import io.atelier.local.LocalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How large the records of a folder's images are, before any is sent. */
final class RecordSizes {

    /** No larger record is worth it: brokers and consumers hold several in memory. */
    static final int MAX_RECORD = 16 << 20;

    /** What an untuned broker takes. */
    static final int USUAL_RECORD = 1 << 20;

    /** Of a record and its batch beside the file, with a path as the key and a class as a header: at most. */
    private static final int AROUND = 2_048;

    private static final int NAMED = 10;

    private final FolderImages images;

    RecordSizes(FolderImages images) {
        this.images = images;
    }

    /** The limit that a new topic needs. */
    int maxMessageBytes() throws LocalException {
        long largest = USUAL_RECORD;
        for (FolderImages.Image image : (Iterable<FolderImages.Image>) images.stream()::iterator) {
            largest = Math.max(largest, record(image.path()));
        }
        return Math.toIntExact(largest);
    }

    /**
     * Names the files that are larger than a record may be.
     *
     * @param most bytes of a record
     * @param topic whose limit that is
     */
    void requireAtMost(int most, String topic) throws LocalException {
        List<String> large = new ArrayList<>();
        int count = 0;
        for (FolderImages.Image image : (Iterable<FolderImages.Image>) images.stream()::iterator) {
            long bytes = record(image.path());
            if (bytes > most && ++count <= NAMED) {
                large.add("%s (%,d bytes)".formatted(image.path(), bytes - AROUND));
            }
        }
        if (count > 0) {
            throw new LocalException(
                    "Expected files of at most %,d bytes, since each must fit a record of topic %s; %d are larger: %s%s. Make them smaller, or remove them"
                            .formatted(
                                    most - AROUND,
                                    topic,
                                    count,
                                    String.join(", ", large),
                                    count > NAMED ? ", and " + (count - NAMED) + " more" : ""));
        }
    }

    private static long record(Path file) throws LocalException {
        try {
            return Files.size(file) + AROUND;
        } catch (IOException e) {
            throw new LocalException("Cannot read " + file + ": " + e, e);
        }
    }
}
