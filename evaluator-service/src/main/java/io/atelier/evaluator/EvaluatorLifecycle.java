package io.atelier.evaluator;

import io.atelier.contract.kafka.KafkaClients;
import io.atelier.evaluator.metrics.EvaluatorMetrics;
import io.atelier.evaluator.metrics.RunMeters;
import io.atelier.evaluator.testset.TestImages;
import io.atelier.evaluator.view.RunView;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the evaluator beside HTTP, so that health can be asked for from the beginning, and stops it. */
@Singleton
final class EvaluatorLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EvaluatorLifecycle.class);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(8);

    private final EvaluatorStatus status = new EvaluatorStatus(() -> Quarkus.asyncExit(1));
    private final ScheduledExecutorService refresher =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "run-meters"));
    private final Thread thread;
    private final RunMeters meters;
    private final Duration refreshInterval;
    private Future<?> refreshing;

    EvaluatorLifecycle(
            EvaluatorConfig config,
            KafkaClients clients,
            RunView view,
            TestImages images,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        EvaluatorConfig.Metrics metrics = config.validated().metrics();
        meters = new RunMeters(view, metrics.retention(), metrics.runs(), Clock.systemUTC(), registry);
        refreshInterval = metrics.interval();
        thread = new Thread(
                new Evaluator(config, clients, view, images, new EvaluatorMetrics(registry, version), status),
                "evaluator");
        thread.setUncaughtExceptionHandler((failed, e) -> {
            LOG.error("The evaluator ends: " + e, e);
            status.failed();
        });
    }

    EvaluatorStatus status() {
        return status;
    }

    void start(@Observes StartupEvent event) {
        thread.start();
        refreshing = refresher.scheduleWithFixedDelay(
                this::refreshMeters, 0, refreshInterval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** An exception would end the schedule in silence. */
    private void refreshMeters() {
        try {
            meters.refresh();
        } catch (RuntimeException e) {
            LOG.error("The metrics of runs could not be brought up to date", e);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (refreshing != null) {
            refreshing.cancel(true);
        }
        refresher.shutdown();
        thread.interrupt();
        thread.join(STOP_TIMEOUT.toMillis());
    }
}
