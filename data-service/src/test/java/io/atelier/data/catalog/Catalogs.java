package io.atelier.data.catalog;

import io.atelier.contract.kafka.KafkaClients;
import io.atelier.data.dataset.Dataset;
import java.nio.file.Path;
import java.time.Duration;

/** Catalogs for tests, each as one data service has it. */
public final class Catalogs implements AutoCloseable {

    final KnownDatasets known = new KnownDatasets();
    final ServedDatasets served = new ServedDatasets(changed -> {});
    final DatasetMaker maker = new DatasetMaker(System::nanoTime);
    final DatasetIndex index;
    private final VersionMaker versions;

    Catalogs(TopicMaker topics) {
        index = new DatasetIndex(known, served, topics);
        versions = new VersionMaker(known, served, index, topics);
    }

    /** Of nothing but one dataset. */
    public static StreamedDatasets streaming(Dataset dataset) {
        Catalogs parts = new Catalogs(new FakeTopics());
        parts.served.addConfigured(dataset);
        return parts.streamed();
    }

    /** Of a data service that has joined now and keeps its packs in that folder. */
    public static Catalogs joining(KafkaClients clients, Path packs) {
        Catalogs parts = new Catalogs(new KafkaTopicMaker(clients, packs, name -> 0, topic -> {}));
        Thread follower = new Thread(
                () -> {
                    try {
                        new DatasetsFollower(clients, parts.known).run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "second-follower");
        follower.setDaemon(true);
        follower.start();
        return parts;
    }

    /** As people ask it, who wait for a moment. */
    public DatasetCatalog catalog(Duration moment) {
        return new DatasetCatalog(served, index, maker, versions, moment);
    }

    public StreamedDatasets streamed() {
        return new StreamedDatasets(served, index, maker, versions);
    }

    DatasetViews views() {
        return new DatasetViews(known, served, index, maker);
    }

    @Override
    public void close() {
        maker.close();
    }
}
