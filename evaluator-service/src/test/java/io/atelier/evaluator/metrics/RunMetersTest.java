package io.atelier.evaluator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.message.Failure;
import io.atelier.contract.message.TrialEvent;
import io.atelier.evaluator.Samples;
import io.atelier.evaluator.view.RunView;
import io.atelier.evaluator.view.TrialSamples;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RunMetersTest {

    /** Records of the samples have the time 1,000 ms. */
    private static final Clock JUST_AFTER = Clock.fixed(Instant.ofEpochMilli(2_000), ZoneOffset.UTC);

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void shouldHaveAPointPerEpochAndSplit() {
        RunView view = TrialSamples.completed("run", "synthetic");

        new RunMeters(view, Duration.ofMinutes(1), 3, JUST_AFTER, registry).refresh();

        assertThat(registry.find("atelier.epoch.loss").gauges()).hasSize(9);
        assertThat(registry.get("atelier.epoch.accuracy.ratio")
                        .tags("run", "run", "configuration", "fmnist_3", "seed", "1", "split", "test", "epoch", "2")
                        .gauge()
                        .value())
                .isEqualTo(0.5);
        assertThat(registry.get("atelier.trial.state")
                        .tag("state", "EARLY_STOPPED")
                        .gauge()
                        .value())
                .isOne();
        assertThat(registry.find("atelier.class.f1.ratio").gauges()).hasSize(10);
        assertThat(registry.get("atelier.run.info")
                        .tag("dataset", "synthetic")
                        .gauge()
                        .value())
                .isOne();
    }

    @Test
    void shouldShowTheScoresOfTheBestEpochAndWhatWaits() {
        RunView view = TrialSamples.completed("run", "synthetic");
        TrialSamples.add(view, Samples.metrics("run.fmnist_3.s1", 4, false));
        TrialSamples.add(
                view, TrialEvent.running(Samples.definition("run", "synthetic"), Samples.NOON, "trainer-1", 1, 4));

        new RunMeters(view, Duration.ofMinutes(1), 3, JUST_AFTER, registry).refresh();

        assertThat(value("atelier.trial.best.epoch")).isEqualTo(2);
        assertThat(value("atelier.trial.test.accuracy.ratio")).isEqualTo(0.5);
        assertThat(value("atelier.trial.finished.epochs")).isEqualTo(4);
        assertThat(value("atelier.trial.planned.epochs")).isEqualTo(50);
        assertThat(value("atelier.trial.unevaluated.epochs")).isOne();
        assertThat(value("atelier.trial.training.seconds")).isEqualTo(40);
        assertThat(registry.get("atelier.trial.latest.loss")
                        .tag("split", "validation")
                        .gauge()
                        .value())
                .isEqualTo(0.4);
    }

    /** Would catch an alert that never fires, since a good run has no such metric. */
    @Test
    void shouldShowTheCauseOfAFailure() {
        RunView view = new RunView(1);
        TrialSamples.add(
                view,
                TrialEvent.failed(
                        Samples.definition("run", "synthetic"),
                        Samples.NOON,
                        "trainer-1",
                        2,
                        0,
                        new Failure(Failure.Code.NON_FINITE_LOSS, "it is NaN")));

        new RunMeters(view, Duration.ofMinutes(1), 3, JUST_AFTER, registry).refresh();

        assertThat(registry.get("atelier.trial.failure")
                        .tags("run", "run", "configuration", "fmnist_3", "seed", "1", "cause", "non_finite_loss")
                        .gauge()
                        .value())
                .isOne();
        assertThat(value("atelier.trial.attempts")).isEqualTo(2);
    }

    private double value(String name) {
        return registry.get(name).gauge().value();
    }

    @Test
    void shouldShowTheNewStateOnly() {
        RunView view = new RunView(1);
        RunMeters meters = new RunMeters(view, Duration.ofMinutes(1), 3, JUST_AFTER, registry);
        TrialSamples.add(view, TrialEvent.queued(Samples.definition("run", "synthetic"), Samples.NOON));
        meters.refresh();
        TrialSamples.add(
                view, TrialEvent.running(Samples.definition("run", "synthetic"), Samples.NOON, "trainer-1", 1, 0));
        meters.refresh();

        assertThat(registry.find("atelier.trial.state").gauges())
                .singleElement()
                .satisfies(gauge -> assertThat(gauge.getId().getTag("state")).isEqualTo("RUNNING"));
        assertThat(registry.get("atelier.trials").tag("state", "QUEUED").gauge().value())
                .isZero();
    }

    /** 100 configurations with 10 seeds: 3,000 epochs, 1,000 confusion matrices. */
    @Test
    void shouldBoundTheSeriesOfAThousandTrials() {
        new RunMeters(TrialSamples.sweep("run", 100, 10), Duration.ofMinutes(1), 3, JUST_AFTER, registry).refresh();

        assertThat(registry.find("atelier.trial.state").gauges()).hasSize(200);
        assertThat(registry.find("atelier.trial.planned.epochs").gauges()).hasSize(201);
        assertThat(registry.find("atelier.epoch.loss").gauges()).hasSize(200 * 3 * 3);
        assertThat(registry.find("atelier.confusion.images").gauges()).hasSize(20 * 100);
        assertThat(registry.getMeters()).hasSizeLessThan(12_000);
    }

    /** Would catch a million series of a thousand classes. */
    @Test
    void shouldBoundTheSeriesOfAThousandClasses() {
        RunView view = TrialSamples.ofManyClasses("run", 1_000);

        new RunMeters(view, Duration.ofMinutes(1), 3, JUST_AFTER, registry).refresh();

        assertThat(registry.find("atelier.class.f1.ratio").gauges()).hasSize(20);
        assertThat(registry.find("atelier.confusion.images").gauges()).isEmpty();
        assertThat(value("atelier.trial.test.top5.accuracy.ratio")).isEqualTo(0.75);
    }

    /** A dashboard adds up what trials did, and must not lose those that have no series of their own. */
    @Test
    void shouldKeepSumsOverAllTrialsRight() {
        new RunMeters(TrialSamples.sweep("run", 100, 10), Duration.ofMinutes(1), 3, JUST_AFTER, registry).refresh();

        assertThat(sum("atelier.trial.finished.epochs")).isEqualTo(3_000);
        assertThat(sum("atelier.trial.planned.epochs")).isEqualTo(3_000);
        assertThat(sum("atelier.trial.training.seconds")).isEqualTo(30_000);
        assertThat(sum("atelier.trial.attempts")).isEqualTo(1_000);
        assertThat(sum("atelier.trials")).isEqualTo(1_000);
    }

    private double sum(String name) {
        return registry.find(name).gauges().stream().mapToDouble(Gauge::value).sum();
    }

    @Test
    void shouldListTheTrialThatIsTrainedAmongThousands() {
        RunView view = TrialSamples.sweep("run", 100, 10);
        TrialSamples.add(
                view, TrialEvent.running(Samples.definition("run", "synthetic"), Instant.EPOCH, "trainer-1", 1, 0));

        new RunMeters(view, Duration.ofMinutes(1), 3, JUST_AFTER, registry).refresh();

        assertThat(registry.get("atelier.trial.state")
                        .tag("state", "RUNNING")
                        .gauge()
                        .value())
                .isOne();
    }

    /** Would catch series that stay for ever. */
    @Test
    void shouldRemoveTheMetersOfARunAfterItsRetention() {
        RunView view = TrialSamples.completed("run", "synthetic");
        MovingClock clock = new MovingClock();
        RunMeters meters = new RunMeters(view, Duration.ofMinutes(1), 3, clock, registry);
        meters.refresh();
        assertThat(registry.getMeters()).isNotEmpty();

        clock.now = Instant.ofEpochMilli(1_000).plus(Duration.ofMinutes(2));
        meters.refresh();

        assertThat(registry.getMeters()).isEmpty();
    }

    private static final class MovingClock extends Clock {

        private Instant now = Instant.ofEpochMilli(2_000);

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
