package io.atelier.data;

import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.kafka.Broker;
import io.atelier.contract.kafka.BrokerException;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.Refusal;
import io.atelier.data.catalog.DatasetCatalog;
import io.atelier.data.catalog.DatasetNotReadyException;
import io.atelier.data.catalog.DatasetsFollower;
import io.atelier.data.catalog.StreamedDatasets;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.finding.DatasetChoice;
import io.atelier.data.finding.DatasetFinder;
import io.atelier.data.finding.DownloadSource;
import io.atelier.data.finding.Packing;
import io.atelier.data.pack.Packs;
import io.atelier.data.planning.RunConflictException;
import io.atelier.data.planning.RunPlanning;
import io.atelier.data.serving.BatchRequestConsumer;
import io.atelier.data.serving.ServingMetrics;
import io.atelier.service.kafka.TopicsConfig;
import io.atelier.service.life.FatalFailure;
import io.atelier.service.life.Loop;
import io.atelier.service.life.StartException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops the service: datasets, broker, then batches, all in one thread beside the HTTP server, so that health can
 * be asked for while a dataset is downloaded. Another one follows what datasets others describe; a third one plans the
 * default run, when the broker answers.
 */
@ApplicationScoped
public class DataService {

    private static final Logger LOG = LoggerFactory.getLogger(DataService.class);
    private static final String SERVICE = "The data service";

    /** For answering the requests in hand; twice that is less than who stops a service waits for it. */
    private static final Duration STOP = Duration.ofSeconds(4);

    /** Between two attempts to plan the default run. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final DataServiceConfig config;
    private final TopicsConfig topics;
    private final KafkaClients clients;
    private final DatasetCatalog catalog;
    private final StreamedDatasets streamed;
    private final DatasetsFollower follower;
    private final RunPlanning runs;
    private final MeterRegistry registry;
    private final Thread defaultRun = new Thread(this::planDefaultRun, "default-run");
    private volatile Loop loop;
    private volatile Loop following;
    private volatile BatchRequestConsumer consumer;
    private volatile boolean stopping;

    @Inject
    DataService(
            DataServiceConfig config,
            TopicsConfig topics,
            KafkaClients clients,
            DatasetCatalog catalog,
            StreamedDatasets streamed,
            DatasetsFollower follower,
            RunPlanning runs,
            MeterRegistry registry) {
        this.config = config.validated();
        this.topics = topics.validated();
        this.clients = clients;
        this.catalog = catalog;
        this.streamed = streamed;
        this.follower = follower;
        this.runs = runs;
        this.registry = registry;
    }

    void start(@Observes StartupEvent event) {
        defaultRun.setDaemon(true);
        loop = Loop.start(SERVICE, "batches", this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (loop == null) {
            return;
        }
        stopping = true;
        defaultRun.interrupt();
        loop.expectEnd();
        BatchRequestConsumer running = consumer;
        if (running != null) {
            running.stop();
            loop.join(STOP);
        }
        // Clients ask again, and another data service answers.
        loop.stop(STOP);
        if (following != null) {
            following.close();
        }
    }

    /** Whether requests for batches are being answered. */
    boolean isServing() {
        return consumer != null && loop.isAlive() && refusal().isEmpty();
    }

    /** Why batches are not served though requests are read, if there is a reason. */
    Optional<String> refusal() {
        return Optional.ofNullable(consumer).flatMap(BatchRequestConsumer::refusal);
    }

    private void run() throws InterruptedException, StartException {
        List<ConfiguredDataset> configured = config.configured();
        List<String> names = new ArrayList<>();
        for (ConfiguredDataset one : configured) {
            names.add(serveLocal(one));
        }
        Broker.connect(clients, topics.replicationFactor(), config.startupTimeout(), () -> false)
                .ifPresent(Admin::close);
        following = Loop.start(SERVICE, "datasets", follower::run);
        for (ConfiguredDataset one : configured) {
            serveTopic(one);
        }
        catalog.open(config.choice() instanceof DatasetChoice.None ? Optional.empty() : Optional.of(names.get(0)));
        defaultRun.start();
        consumer = new BatchRequestConsumer(clients, streamed, new ServingMetrics(registry));
        LOG.info("Serving batches of {} from the broker at {}", catalog.names(), clients.bootstrapServers());
        if (!stopping) {
            consumer.run();
        }
    }

    /** Serves it if it is to be had without a broker; returns its name in any case. */
    private String serveLocal(ConfiguredDataset configured) throws InterruptedException, StartException {
        if (configured.choice() instanceof DatasetChoice.Local local) {
            try {
                return catalog.serve(finder(configured).load(local));
            } catch (DatasetException e) {
                throw new StartException(e.getMessage(), e);
            }
        }
        return configured.request().orElseThrow().name();
    }

    private void serveTopic(ConfiguredDataset configured) throws InterruptedException, StartException {
        if (configured.request().isPresent()) {
            try {
                catalog.serve(configured.request().get());
            } catch (DatasetException | KafkaException e) {
                throw new StartException(e.getMessage(), e);
            }
        }
    }

    private DatasetFinder finder(ConfiguredDataset dataset) {
        DownloadSource source =
                new DownloadSource(config.downloadUrl(), config.httpProxy(), config.httpsProxy(), config.noProxy());
        return new DatasetFinder(
                config.fashionMnistDir(),
                config.folders(),
                config.cache(),
                config.download() ? Optional.of(source) : Optional.empty(),
                new Packing(new Packs(config.packs(), dataset.unreadableShare()), dataset.settings(), dataset.name()));
    }

    /** Beside the batches: whatever becomes of it, they are served. */
    private void planDefaultRun() {
        DataServiceConfig.DefaultRun run = config.defaultRun();
        try {
            while (run.enabled() && !isSettled(run)) {
                Thread.sleep(AGAIN.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (BrokerException e) {
            FatalFailure.end(SERVICE, e);
        }
    }

    /** Whether it is planned or never will be. */
    private boolean isSettled(DataServiceConfig.DefaultRun run) throws InterruptedException {
        try {
            runs.submitDefault(run.run(), run.profile());
            return true;
        } catch (RunConflictException | InvalidDefinitionException e) {
            LOG.error(
                    "The default run is not planned, the service goes on without it: {}. Set"
                            + " atelier.data.default-run.run to a name that is free, or"
                            + " atelier.data.default-run.enabled to false",
                    e.getMessage());
            return true;
        } catch (KafkaException | DatasetNotReadyException e) {
            Refusal.rethrow(e);
            LOG.warn("The default run is not planned yet, trying again in {} s", AGAIN.toSeconds(), e);
            return false;
        } catch (RuntimeException | Error e) {
            LOG.error("The default run is not planned because of an internal error, the service goes on", e);
            return true;
        }
    }
}
