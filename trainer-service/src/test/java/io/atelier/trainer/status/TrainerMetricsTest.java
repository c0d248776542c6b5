package io.atelier.trainer.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.message.Failure;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.engine.Step;
import io.atelier.trainer.training.Outcome;
import io.atelier.trainer.training.Position;
import io.atelier.trainer.training.Trials;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainerMetricsTest {

    private static final TrialDefinition TRIAL = Trials.plain("run", "fmnist_3", 256, 128, 2);

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final ScheduledThreadPoolExecutor expiry = new ScheduledThreadPoolExecutor(1);
    private final TrainerMetrics metrics = new TrainerMetrics(registry, Duration.ofSeconds(60), () -> 12.5, expiry);

    @AfterEach
    void shutDown() {
        expiry.shutdownNow();
    }

    /** Prometheus sees no increase in a counter that appears with 1. */
    @Test
    void shouldShowCountersOfFailuresBeforeTheFirst() {
        for (Failure.Code code : Failure.Code.values()) {
            assertThat(failed(code)).as(code.name()).isZero();
        }
        assertThat(registry.get("atelier.dead.letters")
                        .tag("topic", "atelier.trials")
                        .counter()
                        .count())
                .isZero();
        assertThat(dropped()).isZero();

        metrics.onOutcome(TRIAL, new Outcome.Failed(new Failure(Failure.Code.OUT_OF_MEMORY, "no memory")));
        metrics.onDropped();

        assertThat(failed(Failure.Code.OUT_OF_MEMORY)).isOne();
        assertThat(dropped()).isOne();
    }

    @Test
    void shouldTellOfTheTrialInHand() {
        metrics.onTaken(TRIAL, 2);
        metrics.onTraining(TRIAL, Position.START);
        metrics.onBatch(Position.START, new Step(2.5, 32), 128, 0.5, 1.5);

        assertThat(value("atelier.trainer.busy")).isOne();
        assertThat(registry.get("atelier.redeliveries").counter().count()).isOne();
        assertThat(value("atelier.training.loss")).isEqualTo(2.5);
        assertThat(value("atelier.training.accuracy.ratio")).isEqualTo(0.25);
        assertThat(value("atelier.training.remaining.seconds")).isEqualTo(12.5);
        assertThat(registry.get("atelier.training.seconds")
                        .tag("phase", "wait")
                        .counter()
                        .count())
                .isEqualTo(0.5);
        assertThat(registry.get("atelier.training.batches").counter().count()).isOne();
    }

    @Test
    void shouldTellWhatIsKeptForTheTrialInHandAlone() {
        metrics.onTaken(TRIAL, 1);
        metrics.onTraining(TRIAL, Position.START);
        metrics.onValidated(1234);
        assertThat(value("atelier.validation.kept.bytes")).isEqualTo(1234);

        metrics.onIdle();
        assertThat(value("atelier.validation.kept.bytes")).isZero();
    }

    /** Would catch a loss that an idle trainer shows for ever. */
    @Test
    void shouldForgetATrialSomeTimeAfterItsEnd() {
        metrics.onTaken(TRIAL, 1);
        metrics.onTraining(TRIAL, Position.START);
        metrics.onIdle();

        assertThat(value("atelier.trainer.busy")).isZero();
        assertThat(registry.find("atelier.training.loss").gauge()).isNotNull();
        expireNow();

        assertThat(registry.find("atelier.training.loss").gauge()).isNull();
    }

    @Test
    void shouldNotForgetTheNextTrialWithTheLast() {
        metrics.onTaken(TRIAL, 1);
        metrics.onTraining(TRIAL, Position.START);
        metrics.onIdle();
        metrics.onTaken(TRIAL, 1);
        metrics.onTraining(TRIAL, Position.START);
        expireNow();

        assertThat(registry.find("atelier.training.loss").gauge()).isNotNull();
    }

    private void expireNow() {
        assertThat(expiry.getQueue()).singleElement().satisfies(task -> {
            assertThat(((Delayed) task).getDelay(TimeUnit.MINUTES)).isBetween(8L, 10L);
            task.run();
        });
    }

    private double failed(Failure.Code code) {
        return registry.get("atelier.trials.left")
                .tags("outcome", "failed", "cause", code.name().toLowerCase(Locale.ROOT))
                .counter()
                .count();
    }

    private double dropped() {
        return registry.get("atelier.trials.dropped").counter().count();
    }

    private double value(String name) {
        return registry.get(name).gauge().value();
    }
}
