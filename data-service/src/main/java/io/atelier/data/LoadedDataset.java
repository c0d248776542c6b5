package io.atelier.data;

import io.atelier.data.dataset.Dataset;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The dataset, once it is read. Thread-safe. */
@Singleton
public class LoadedDataset {

    private final AtomicReference<Dataset> dataset = new AtomicReference<>();

    /** Empty while it is looked for, downloaded or read. */
    public Optional<Dataset> get() {
        return Optional.ofNullable(dataset.get());
    }

    void set(Dataset loaded) {
        dataset.set(loaded);
    }
}
