package io.atelier.data.catalog;

import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetRequest;
import io.atelier.contract.dataset.DatasetSelection;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the dataset that somebody means, and has it made or mapped where it has to be. Thread-safe. */
public final class DatasetCatalog {

    private static final Logger LOG = LoggerFactory.getLogger(DatasetCatalog.class);

    private final ServedDatasets served;
    private final DatasetIndex index;
    private final DatasetMaker maker;
    private final VersionMaker versions;
    private final Duration moment;
    private volatile Optional<DatasetSelection> byDefault = Optional.empty();
    private volatile boolean open;

    /** @param moment that somebody waits for a dataset that is not served */
    DatasetCatalog(
            ServedDatasets served, DatasetIndex index, DatasetMaker maker, VersionMaker versions, Duration moment) {
        this.served = served;
        this.index = index;
        this.maker = maker;
        this.versions = versions;
        this.moment = moment;
    }

    /**
     * Serves a dataset under its name from now on.
     *
     * @return the name
     * @throws DatasetException if another has it
     */
    public String serve(Dataset configured) throws DatasetException {
        for (Dataset before : served.configured()) {
            if (before.name().equals(configured.name())) {
                throw new DatasetException(
                        "Expected configured datasets to have different names, found %s for %s and %s: choose another by atelier.data.dataset-name or in atelier.data.datasets"
                                .formatted(
                                        before.name(),
                                        before.description().source().place(),
                                        configured.description().source().place()));
            }
        }
        served.addConfigured(configured);
        return configured.name();
    }

    /**
     * Serves what a topic makes, as {@link #get} does, however long that takes.
     *
     * @throws KafkaException if the broker does not do its part
     */
    public void serve(DatasetRequest configured) throws DatasetException, InterruptedException {
        Lookup lookup = index.find(configured);
        if (lookup.served().isPresent()) {
            return;
        }
        PendingDataset pending = pending(lookup, configured);
        while (await(pending).isEmpty()) {
            LOG.debug("Dataset {} {}", configured.name(), pending.progress());
        }
    }

    private PendingDataset pending(Lookup lookup, DatasetSelection asked) throws DatasetException {
        if (lookup.fault().isPresent()) {
            throw new DatasetException("The dataset " + lookup.fault().get());
        }
        return lookup.known().isPresent() ? again(lookup.known().get()) : now((DatasetRequest) asked);
    }

    /**
     * Answers from now on: all that is configured is served.
     *
     * @param name of the dataset of those who name none
     */
    public void open(Optional<String> name) {
        byDefault = name.map(DatasetSelection.Named::new);
        open = true;
    }

    /** Of those that are served. */
    public List<String> names() {
        return served.all().stream().map(Dataset::name).distinct().toList();
    }

    /** What there is of the dataset that is asked for, or of that by default; makes nothing. */
    public Lookup find(Optional<DatasetSelection> asked) throws DatasetNotReadyException {
        requireOpen();
        Optional<DatasetSelection> selection = asked.or(() -> byDefault);
        if (selection.isEmpty()) {
            return Lookup.fault("must be given, since this data service has none by default");
        }
        return selection.get() instanceof DatasetRequest request
                ? index.find(request)
                : index.find(selection.get().name());
    }

    private void requireOpen() throws DatasetNotReadyException {
        if (!open) {
            throw new DatasetNotReadyException(
                    "The datasets are still being loaded, or no broker answers yet: try again in a few seconds");
        }
    }

    /**
     * The dataset that is asked for; a version that is known, if there is one. It is mapped or made if it has to be, for which
     * this waits for a moment only.
     *
     * @throws DatasetNotReadyException if that takes longer: ask again
     * @throws DatasetException if it can't be had
     * @throws KafkaException if the broker does not do its part
     */
    public Dataset get(Optional<DatasetSelection> asked)
            throws DatasetNotReadyException, DatasetException, InterruptedException {
        Lookup lookup = find(asked);
        if (lookup.served().isPresent()) {
            return lookup.served().get();
        }
        PendingDataset pending = pending(lookup, asked.orElse(null));
        Optional<Dataset> made = await(pending);
        if (made.isEmpty()) {
            throw new DatasetNotReadyException("Dataset %s is not there yet: it %s"
                    .formatted(pending.selection().name(), pending.progress()));
        }
        return made.get();
    }

    /**
     * The dataset that a topic makes as it is now; nothing if that takes longer than a moment.
     *
     * @throws DatasetConflictException if another dataset has its name
     * @throws DatasetException if it can't be made
     * @throws KafkaException if the broker does not do its part
     */
    Optional<Dataset> make(DatasetRequest request)
            throws DatasetNotReadyException, DatasetConflictException, DatasetException, InterruptedException {
        requireOpen();
        Optional<String> conflict = index.conflict(request);
        if (conflict.isPresent()) {
            throw new DatasetConflictException("The dataset " + conflict.get());
        }
        return await(now(request));
    }

    private PendingDataset again(DatasetDescription known) {
        return maker.request(new DatasetSelection.Named(known.id()), listener -> versions.openAgain(known, listener));
    }

    private PendingDataset now(DatasetRequest request) {
        return maker.request(request, listener -> versions.make(request, listener));
    }

    private Optional<Dataset> await(PendingDataset pending) throws DatasetException, InterruptedException {
        Optional<Dataset> made = pending.await(moment);
        if (made.isEmpty() && pending.failure().isPresent()) {
            pending.tell();
            throw failure(pending.failure().get());
        }
        return made;
    }

    /** The same again, since the one that is thrown should say who has waited. */
    private static DatasetException failure(Throwable reason) {
        if (reason instanceof DatasetException) {
            return new DatasetException(reason.getMessage(), reason);
        }
        if (reason instanceof KafkaException) {
            throw new KafkaException(reason.getMessage(), reason);
        }
        throw new IllegalStateException("A dataset could not be made", reason);
    }
}
