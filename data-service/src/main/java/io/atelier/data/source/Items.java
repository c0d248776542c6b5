package io.atelier.data.source;

import io.atelier.data.dataset.DatasetException;
import java.util.Optional;

/** Images in their order, not decoded yet. Confined to one thread. */
public interface Items extends AutoCloseable {

    /** Empty at the end. */
    Optional<Item> next() throws DatasetException;

    @Override
    void close();
}
