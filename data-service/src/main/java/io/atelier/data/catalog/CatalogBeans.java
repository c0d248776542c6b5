package io.atelier.data.catalog;

import io.atelier.contract.kafka.KafkaClients;
import io.atelier.data.DataServiceConfig;
import io.atelier.data.ImageConfig;
import io.atelier.service.metrics.CommonMeters;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Makes the parts of the catalog, which share what they know. */
@Singleton
final class CatalogBeans {

    /** Who asks for what can't be had should hear so at once; who asks for what takes long should hear that. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final KafkaTopicMaker topics;
    private final DatasetMaker maker = new DatasetMaker(System::nanoTime);
    private final DatasetCatalog catalog;
    private final StreamedDatasets streamed;
    private final DatasetViews views;
    private final DatasetsFollower follower;

    @Inject
    CatalogBeans(KafkaClients clients, DataServiceConfig config, MeterRegistry registry) {
        topics = new KafkaTopicMaker(
                clients,
                config.packs(),
                name -> unreadableShare(config, name),
                CommonMeters.imageDeadLetters(registry));
        DatasetMeters meters = new DatasetMeters(registry);
        KnownDatasets known = new KnownDatasets();
        ServedDatasets served = new ServedDatasets(meters::show);
        meters.count(served, maker);
        DatasetIndex index = new DatasetIndex(known, served, topics);
        VersionMaker versions = new VersionMaker(known, served, index, topics);
        catalog = new DatasetCatalog(served, index, maker, versions, MOMENT);
        streamed = new StreamedDatasets(served, index, maker, versions);
        views = new DatasetViews(known, served, index, maker);
        follower = new DatasetsFollower(clients, known);
    }

    private static double unreadableShare(DataServiceConfig config, String name) {
        ImageConfig own = config.datasets().get(name);
        return (own == null ? config : own).unreadableShare();
    }

    @Produces
    @Singleton
    DatasetCatalog catalog() {
        return catalog;
    }

    @Produces
    @Singleton
    StreamedDatasets streamed() {
        return streamed;
    }

    @Produces
    @Singleton
    DatasetViews views() {
        return views;
    }

    @Produces
    @Singleton
    DatasetsFollower follower() {
        return follower;
    }

    @PreDestroy
    void close() {
        maker.close();
        topics.close();
    }
}
