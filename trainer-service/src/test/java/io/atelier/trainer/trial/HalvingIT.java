package io.atelier.trainer.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atelier.contract.halving.Halving;
import io.atelier.contract.halving.Rung;
import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.TestTrials;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialState;
import io.atelier.engine.NativeRuntime;
import io.atelier.trainer.Kafka;
import io.atelier.trainer.queue.Delivery;
import io.atelier.trainer.queue.Standing;
import io.atelier.trainer.training.Outcome;
import io.atelier.trainer.training.Trials;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Trials that compete: whole trainers with the real engine against a real broker. */
class HalvingIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final TrialObserver NOBODY = new TrialObserver() {};

    private static BatchAnswerer answerer;

    @BeforeAll
    static void start() throws Exception {
        NativeRuntime.start(1);
        Kafka.admin().close();
        answerer = new BatchAnswerer();
    }

    @AfterAll
    static void stop() {
        answerer.close();
    }

    /** Rungs after epochs 1 and 2 of 3: of four trials two go on, then one. */
    @Test
    void shouldPruneTheSameTrialsWithTheSameBitsWhoeverIsKilledAtAPause() throws Exception {
        List<TrialDefinition> undisturbed = competing("halving-straight");
        try (TestTrainer trainer = searchingNever("one", NOBODY)) {
            publish(undisturbed);
            awaitEnds(undisturbed);
            trainer.stop();
        }

        List<TrialDefinition> disturbed = competing("halving-killed");
        try (TestTrainer other = new TestTrainer("other", NEVER, NOBODY)) {
            try (TestTrainer killed = new TestTrainer("killed", NEVER, new KillAtPause())) {
                publish(disturbed);
                assertThat(killed.awaitDeath()).hasRootCauseInstanceOf(Killed.class);
            }
            try (TestTrainer again = new TestTrainer("again", NEVER, NOBODY)) {
                awaitEnds(disturbed);
                again.stop();
            }
            other.stop();
        }

        for (List<TrialDefinition> run : List.of(undisturbed, disturbed)) {
            assertThat(run.stream().map(TrialRecords::end).map(TrialEvent::state))
                    .containsExactlyInAnyOrder(
                            TrialState.PRUNED, TrialState.PRUNED, TrialState.PRUNED, TrialState.COMPLETED);
            assertThat(run.stream().map(TrialRecords::end).map(TrialEvent::epoch))
                    .containsExactlyInAnyOrder(1, 1, 2, 3);
        }
        for (int i = 0; i < 4; i++) {
            TrialEvent before = TrialRecords.end(undisturbed.get(i));
            TrialEvent after = TrialRecords.end(disturbed.get(i));
            assertThat(after.state()).isEqualTo(before.state());
            assertThat(after.rungs()).isEqualTo(before.rungs());
            assertThat(after.result().paramsSha256()).isEqualTo(before.result().paramsSha256());
            List<EpochMetrics> epochs = TrialRecords.epochs(disturbed.get(i));
            assertThat(epochs)
                    .extracting(EpochMetrics::epoch)
                    .doesNotHaveDuplicates()
                    .hasSize(after.epoch());
            for (Rung rung : after.rungs()) {
                assertThat(epochs.get(rung.epoch() - 1).valLoss()).isEqualTo(rung.valLoss());
            }
        }
    }

    @Test
    void shouldLeaveTheBitsOfASurvivorAsTheyAreWithoutCompetition() throws Exception {
        TrialDefinition plain = trial("halving-plain", 1);
        TrialDefinition alone = TestTrials.competing(trial("halving-alone", 1), new Halving(2, 1, 1));
        publish(List.of(plain, alone));

        try (TestTrainer trainer = searchingNever("one", NOBODY)) {
            awaitEnds(List.of(plain, alone));
            trainer.stop();
        }

        assertThat(TrialRecords.end(alone).rungs()).extracting(Rung::epoch).containsExactly(1, 2);
        assertThat(TrialRecords.end(alone).result().paramsSha256())
                .isEqualTo(TrialRecords.end(plain).result().paramsSha256());
        assertThat(states(alone))
                .containsExactly(
                        TrialState.QUEUED,
                        TrialState.RUNNING,
                        TrialState.PAUSED,
                        TrialState.QUEUED,
                        TrialState.RUNNING,
                        TrialState.PAUSED,
                        TrialState.QUEUED,
                        TrialState.RUNNING,
                        TrialState.COMPLETED);
    }

    /** One of two is not there yet; the record of the other comes again, and the search for lost trials goes on and on. */
    @Test
    void shouldNeitherTrainNorQueueWhatWaits() throws Exception {
        Halving two = new Halving(2, 1, 2);
        TrialDefinition early = TestTrials.competing(trial("halving-waits", 1), two);
        TrialDefinition late = TestTrials.competing(trial("halving-waits", 2), two);
        AtomicInteger taken = new AtomicInteger();
        TrialObserver counting = new TrialObserver() {
            @Override
            public void onIdle() {
                taken.incrementAndGet();
            }
        };
        try (Warnings warnings = new Warnings();
                TestTrainer trainer = new TestTrainer("one", NEVER, counting)) {
            publish(List.of(early));
            await().atMost(PATIENCE).until(() -> states(early).contains(TrialState.PAUSED));
            Kafka.send(Delivery.anew(early, Standing.NONE));
            await().atMost(PATIENCE).until(() -> taken.get() >= 2);
            // Other trials pass by, while the search looks every second.
            List<TrialDefinition> others = List.of(trial("halving-others", 1), trial("halving-others", 2));
            publish(others);
            awaitEnds(others);
            await().atMost(PATIENCE)
                    .until(() -> !warnings.thatTrialsWaitInVain().isEmpty());
            assertThat(warnings.thatTrialsWaitInVain()).as("told once").hasSize(1);
            assertThat(states(early)).containsExactly(TrialState.QUEUED, TrialState.RUNNING, TrialState.PAUSED);
            assertThat(TrialRecords.epochs(early)).hasSize(1);

            publish(List.of(late));
            awaitEnds(List.of(early, late));
            trainer.stop();
        }

        assertThat(Stream.of(early, late).map(TrialRecords::end).map(TrialEvent::state))
                .containsExactlyInAnyOrder(TrialState.PRUNED, TrialState.COMPLETED);
    }

    /** They differ in their learning rates only. */
    private static List<TrialDefinition> competing(String run) {
        Halving halving = new Halving(2, 1, 4);
        return Stream.of(1, 2, 3, 4)
                .map(number -> TestTrials.competing(trial(run, number), halving))
                .toList();
    }

    private static TrialDefinition trial(String run, int number) {
        String recipe = """
                {"batch_size": 32, "epochs": 3, "optimizer": {"kind": "adam", "learning_rate": 0.00%d},
                 "schedule": {"kind": "cosine"}, "holdout": {"kind": "tail", "fraction": 0.25}}""";
        return Trials.of(
                run, "c" + number, TestTrials.architecture("fmnist_3"), Trials.recipe(recipe.formatted(number)), 192);
    }

    /** What is decided at once needs no search. */
    private static TestTrainer searchingNever(String name, TrialObserver observer) {
        return new TestTrainer(name, NEVER, observer, Kafka.clients(), NEVER);
    }

    private static void publish(List<TrialDefinition> trials) throws InterruptedException {
        for (TrialDefinition trial : trials) {
            Kafka.queue(trial);
        }
    }

    private static void awaitEnds(List<TrialDefinition> trials) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> trials.stream()
                .allMatch(trial -> states(trial).stream().anyMatch(TrialState::isEnd)));
    }

    private static List<TrialState> states(TrialDefinition trial) {
        return TrialRecords.events(trial).stream().map(TrialEvent::state).toList();
    }

    /** What the search for lost trials warns of. */
    private static final class Warnings extends Handler implements AutoCloseable {
        private static final Logger SEARCH = Logger.getLogger(LostTrials.class.getName());
        private final List<String> messages = new CopyOnWriteArrayList<>();

        Warnings() {
            SEARCH.addHandler(this);
        }

        List<String> thatTrialsWaitInVain() {
            return messages.stream()
                    .filter(message -> message.contains("halving-waits") && message.contains("wait in vain"))
                    .toList();
        }

        @Override
        public void publish(LogRecord message) {
            if (message.getLevel().intValue() >= Level.WARNING.intValue()) {
                messages.add(message.getMessage());
            }
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            SEARCH.removeHandler(this);
        }
    }

    /** After the pause is committed, before the record is accepted and anybody has looked. */
    private static final class KillAtPause implements TrialObserver {
        @Override
        public void onOutcome(TrialDefinition trial, Outcome outcome) {
            if (outcome instanceof Outcome.Paused) {
                throw new Killed();
            }
        }
    }
}
