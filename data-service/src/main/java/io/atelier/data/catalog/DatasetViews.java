package io.atelier.data.catalog;

import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetRequest;
import io.atelier.contract.dataset.DatasetSelection;
import io.atelier.data.dataset.Dataset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All datasets as clients see them. Thread-safe. */
public final class DatasetViews {

    private final KnownDatasets known;
    private final ServedDatasets served;
    private final DatasetIndex index;
    private final DatasetMaker maker;

    DatasetViews(KnownDatasets known, ServedDatasets served, DatasetIndex index, DatasetMaker maker) {
        this.known = known;
        this.served = served;
        this.index = index;
        this.maker = maker;
    }

    /** What is made or could not be made, what is served, and what else is known, the newest first. */
    List<DatasetView> all() {
        List<DatasetView> views = new ArrayList<>();
        maker.all().stream()
                .filter(pending -> pending.selection() instanceof DatasetRequest)
                .forEach(pending -> views.add(0, DatasetView.of(pending)));
        Set<String> seen = new HashSet<>();
        List<DatasetDescription> all =
                new ArrayList<>(served.all().stream().map(Dataset::description).toList());
        all.addAll(known.newestFirst());
        all.stream().filter(dataset -> seen.add(dataset.id())).forEach(dataset -> views.add(view(dataset)));
        return views.stream().map(DatasetView::brief).toList();
    }

    /**
     * What a name or id means; of a name the version that is being made, if there is one. Where that could not be made, the
     * newest one that there is, with the reason.
     */
    Optional<DatasetView> find(String name) {
        Optional<DatasetView> pending = maker.all().stream()
                .filter(one -> one.selection() instanceof DatasetRequest)
                .filter(one -> one.selection().name().equals(name))
                .reduce((first, second) -> second)
                .map(DatasetView::of);
        if (pending.filter(view -> view.state() == DatasetView.State.MAKING).isPresent()) {
            return pending;
        }
        return index.named(name)
                .map(this::view)
                .map(newest ->
                        pending.map(failed -> newest.withError(failed.error())).orElse(newest))
                .or(() -> pending);
    }

    private DatasetView view(DatasetDescription dataset) {
        if (served.get(dataset.id()).isPresent()) {
            return DatasetView.of(dataset, DatasetView.State.SERVED);
        }
        return maker.find(new DatasetSelection.Named(dataset.id()))
                .map(pending -> DatasetView.of(dataset, pending))
                .orElseGet(() -> DatasetView.of(dataset, DatasetView.State.KNOWN));
    }
}
