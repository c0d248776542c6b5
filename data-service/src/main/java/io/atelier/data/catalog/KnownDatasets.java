package io.atelier.data.catalog;

import io.atelier.contract.dataset.DatasetDescription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The descriptions on the topic of datasets, as far as it has been read. Thread-safe. */
final class KnownDatasets {

    private static final Logger LOG = LoggerFactory.getLogger(KnownDatasets.class);

    /** The most names of classes that are held, of all datasets together. */
    private static final int MOST_CLASSES = 200_000;

    private final int mostClasses;

    /** In the order in which they were described last. */
    private final Map<String, DatasetDescription> byId = new LinkedHashMap<>();

    private long classes;
    private long position;

    KnownDatasets() {
        this(MOST_CLASSES);
    }

    KnownDatasets(int mostClasses) {
        this.mostClasses = mostClasses;
    }

    /** Those that were described longest ago are forgotten where there are too many. */
    synchronized void put(DatasetDescription dataset) {
        remove(dataset.id());
        byId.put(dataset.id(), dataset);
        classes += dataset.classes().size();
        while (classes > mostClasses && byId.size() > 1) {
            String eldest = byId.keySet().iterator().next();
            LOG.warn("Forgetting dataset {}: more than {} classes of datasets are known", eldest, mostClasses);
            remove(eldest);
        }
    }

    synchronized void remove(String id) {
        DatasetDescription removed = byId.remove(id);
        classes -= removed == null ? 0 : removed.classes().size();
    }

    synchronized Optional<DatasetDescription> get(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The one that was described last of those that are {@code wanted}. */
    Optional<DatasetDescription> newest(Predicate<DatasetDescription> wanted) {
        return newestFirst().stream().filter(wanted).findFirst();
    }

    synchronized List<DatasetDescription> newestFirst() {
        List<DatasetDescription> all = new ArrayList<>(byId.values());
        Collections.reverse(all);
        return all;
    }

    /** Says that the topic has been read up to this offset. */
    synchronized void readUpTo(long offset) {
        position = offset;
        notifyAll();
    }

    /** Waits until the topic has been read up to an offset; false if that takes longer than {@code patience}. */
    synchronized boolean await(long offset, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (position < offset) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            // At least a millisecond: 0 would wait for ever.
            wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        }
        return true;
    }
}
