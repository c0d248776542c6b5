package io.atelier.data.catalog;

import io.atelier.data.dataset.Dataset;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.Supplier;

/** What the datasets show to Prometheus. Thread-safe. */
final class DatasetMeters {

    private final MeterRegistry registry;
    private final MultiGauge info;

    DatasetMeters(MeterRegistry registry) {
        this.registry = registry;
        info = MultiGauge.builder("atelier.dataset.info")
                .description("The datasets that batches are made of, by name")
                .register(registry);
    }

    /** Shows the names of these, and none that was shown before. */
    void show(List<Dataset> served) {
        info.register(
                served.stream()
                        .map(Dataset::name)
                        .distinct()
                        .map(name -> MultiGauge.Row.of(Tags.of("dataset", name), 1))
                        .toList(),
                true);
    }

    /** Shows how many there are of each state. */
    void count(ServedDatasets served, DatasetMaker maker) {
        count(DatasetView.State.SERVED, () -> served.all().size());
        count(
                DatasetView.State.MAKING,
                () -> maker.all().stream().filter(pending -> !pending.isEnded()).count());
        count(
                DatasetView.State.FAILED,
                () -> maker.all().stream().filter(PendingDataset::isEnded).count());
    }

    private void count(DatasetView.State state, Supplier<Number> number) {
        Gauge.builder("atelier.datasets", number)
                .description("Versions of datasets that are served, that are being made and that could not be made")
                .tag("state", state.name())
                .strongReference(true)
                .register(registry);
    }
}
