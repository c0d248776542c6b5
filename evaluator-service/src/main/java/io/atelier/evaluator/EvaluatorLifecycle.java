package io.atelier.evaluator;

import io.atelier.contract.kafka.KafkaClients;
import io.atelier.evaluator.metrics.EvaluatorMetrics;
import io.atelier.evaluator.metrics.RunMeters;
import io.atelier.evaluator.testset.TestImages;
import io.atelier.evaluator.trainset.TrainImages;
import io.atelier.evaluator.view.RunView;
import io.atelier.service.kafka.TopicsConfig;
import io.atelier.service.life.Loop;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the evaluator beside HTTP, so that health can be asked for from the beginning, and stops it. */
@Singleton
final class EvaluatorLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EvaluatorLifecycle.class);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(8);

    private final EvaluatorStatus status = new EvaluatorStatus();
    private final Evaluator evaluator;
    private final RunMeters meters;
    private final Duration refreshInterval;
    private volatile Loop loop;
    private volatile Loop refresher;

    EvaluatorLifecycle(
            EvaluatorConfig config,
            TopicsConfig topics,
            KafkaClients clients,
            RunView view,
            TestImages testImages,
            TrainImages trainImages,
            MeterRegistry registry) {
        EvaluatorConfig.Metrics metrics = config.validated().metrics();
        meters = new RunMeters(view, metrics.retention(), metrics.runs(), Clock.systemUTC(), registry);
        refreshInterval = metrics.interval();
        evaluator = new Evaluator(
                config,
                topics.validated(),
                clients,
                view,
                testImages,
                trainImages,
                new EvaluatorMetrics(registry),
                status);
    }

    EvaluatorStatus status() {
        return status;
    }

    void start(@Observes StartupEvent event) {
        loop = Loop.start(Evaluator.SERVICE, "evaluator", evaluator);
        refresher = Loop.start(Evaluator.SERVICE, "run-meters", this::refreshMeters);
    }

    private void refreshMeters() throws InterruptedException {
        while (true) {
            try {
                meters.refresh();
            } catch (RuntimeException e) {
                LOG.error("The metrics of runs could not be brought up to date", e);
            }
            Thread.sleep(refreshInterval.toMillis());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        for (Loop running : List.of(refresher, loop)) {
            running.stop(STOP_TIMEOUT);
        }
    }
}
