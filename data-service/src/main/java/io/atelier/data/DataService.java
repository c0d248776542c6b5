package io.atelier.data;

import io.atelier.contract.kafka.Broker;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.Refusal;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetChoice;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.dataset.DatasetFinder;
import io.atelier.data.planning.DatasetNotReadyException;
import io.atelier.data.planning.InvalidRunException;
import io.atelier.data.planning.RunConflictException;
import io.atelier.data.planning.RunRequest;
import io.atelier.data.planning.Runs;
import io.atelier.data.serving.BatchRequestConsumer;
import io.atelier.data.serving.ServingMetrics;
import io.atelier.data.stream.BatchSource;
import io.atelier.service.life.Loop;
import io.atelier.service.life.StartException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops the service: dataset, broker, default run, then batches, all in one thread beside the HTTP server, so
 * that health can be asked for while a dataset is downloaded.
 */
@ApplicationScoped
public class DataService {

    private static final Logger LOG = LoggerFactory.getLogger(DataService.class);

    /** For answering the requests in hand; twice that is less than who stops a service waits for it. */
    private static final Duration STOP = Duration.ofSeconds(4);

    private final DataServiceConfig config;
    private final KafkaClients clients;
    private final LoadedDataset loaded;
    private final Runs runs;
    private final MeterRegistry registry;
    private volatile Loop loop;
    private volatile BatchRequestConsumer consumer;
    private volatile boolean stopping;

    @Inject
    DataService(
            DataServiceConfig config, KafkaClients clients, LoadedDataset loaded, Runs runs, MeterRegistry registry) {
        this.config = config;
        this.clients = clients;
        this.loaded = loaded;
        this.runs = runs;
        this.registry = registry;
    }

    void start(@Observes StartupEvent event) {
        loop = Loop.start("The data service", "batches", this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (loop == null) {
            return;
        }
        stopping = true;
        loop.expectEnd();
        BatchRequestConsumer running = consumer;
        if (running != null) {
            running.stop();
            loop.join(STOP);
        }
        // Whoever asked asks again, and another one answers.
        loop.stop(STOP);
    }

    /** Whether requests for batches are being answered. */
    boolean isServing() {
        return consumer != null && loop.isAlive();
    }

    private void run() throws InterruptedException, StartException {
        Dataset dataset = load();
        show(dataset);
        loaded.set(dataset);
        Broker.connect(clients, config.startupTimeout(), () -> false).ifPresent(Admin::close);
        planDefaultRun();
        consumer = new BatchRequestConsumer(clients, new BatchSource(dataset), new ServingMetrics(registry));
        LOG.info("Serving batches of {} from the broker at {}", dataset.name(), clients.bootstrapServers());
        if (!stopping) {
            consumer.run();
        }
    }

    private Dataset load() throws InterruptedException, StartException {
        try {
            return finder().load(DatasetChoice.of(config.dataset()));
        } catch (DatasetException e) {
            throw new StartException(e.getMessage(), e);
        }
    }

    private DatasetFinder finder() {
        return new DatasetFinder(
                config.fashionMnistDir(),
                config.folders(),
                config.cache(),
                config.download() ? Optional.of(config.downloadUrl()) : Optional.empty());
    }

    private void planDefaultRun() throws StartException {
        DataServiceConfig.DefaultRun run = config.defaultRun();
        if (!run.enabled()) {
            return;
        }
        try {
            runs.submitDefault(RunRequest.of(run.run().orElse(null), run.profile()));
        } catch (InvalidRunException | RunConflictException | DatasetNotReadyException e) {
            throw new StartException("The default run can't be planned: " + e.getMessage(), e);
        } catch (KafkaException e) {
            Refusal.rethrow(e);
            throw new StartException("The default run could not be published: " + e.getMessage(), e);
        }
    }

    private void show(Dataset dataset) {
        Gauge.builder("atelier.dataset.info", () -> 1)
                .description("The dataset that batches are made of")
                .tag("dataset", dataset.name())
                .strongReference(true)
                .register(registry);
    }
}
