package io.atelier.data.source;

import io.atelier.data.dataset.DatasetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads all items of a source, for tests. */
final class Read {

    private Read() {}

    static List<Item> all(Items opened) throws DatasetException {
        List<Item> all = new ArrayList<>();
        try (Items items = opened) {
            for (Optional<Item> item = items.next(); item.isPresent(); item = items.next()) {
                all.add(item.get());
            }
        }
        return all;
    }

    static List<Integer> labels(Items opened) throws DatasetException {
        return all(opened).stream().map(Item::label).toList();
    }

    static List<Picture> pictures(Items opened) throws DatasetException, UnreadableImageException {
        List<Picture> pictures = new ArrayList<>();
        for (Item item : all(opened)) {
            pictures.add(item.decode());
        }
        return pictures;
    }
}
