package io.atelier.data.pack;

import io.atelier.data.dataset.DatasetException;
import java.util.ArrayList;
import java.util.List;

/** Images that could not be read: counted, the first ones with their reasons. Confined to one thread. */
final class UnreadableImages {

    private static final int NAMED = 10;

    private final String dataset;
    private final double share;
    private final List<String> first = new ArrayList<>();
    private int count;

    /** @param share of all images that may be unreadable */
    UnreadableImages(String dataset, double share) {
        this.dataset = dataset;
        this.share = share;
    }

    void add(String place, String reason) {
        count++;
        if (first.size() < NAMED) {
            first.add(place + ": " + reason);
        }
    }

    int count() {
        return count;
    }

    /** Refuses more than the share of that many images. */
    void requireFew(int images) throws DatasetException {
        int most = (int) (share * images);
        if (count > most) {
            throw new DatasetException(
                    "%s: expected at most %d of its %d images to be unreadable, found %d: %s. Mend or remove them, or raise atelier.data.unreadable-share"
                            .formatted(dataset, most, images, count, this));
        }
    }

    /** Those that are named, and how many more there are. */
    @Override
    public String toString() {
        String named = String.join("; ", first);
        return count > first.size() ? named + "; and " + (count - first.size()) + " more" : named;
    }
}
