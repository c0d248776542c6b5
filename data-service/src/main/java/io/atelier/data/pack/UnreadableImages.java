package io.atelier.data.pack;

import io.atelier.data.dataset.DatasetException;
import java.util.ArrayList;
import java.util.List;

/** Images that could not be read: counted, the first ones with their reasons. Confined to one thread. */
final class UnreadableImages {

    /** How many come with their reasons. */
    static final int NAMED = 10;

    private final String dataset;
    private final double share;
    private final List<String> first;
    private int count;

    /**
     * @param share of all images that may be unreadable
     * @param before what was found by whoever began the packing
     */
    UnreadableImages(String dataset, double share, PackNote before) {
        this.dataset = dataset;
        this.share = share;
        this.first = new ArrayList<>(before.unreadable());
        this.count = before.left();
    }

    /** @param found places and reasons */
    void add(List<String> found) {
        count += found.size();
        first.addAll(found.subList(0, Math.min(found.size(), NAMED - first.size())));
    }

    int count() {
        return count;
    }

    /** Those that are named. */
    List<String> first() {
        return first;
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
