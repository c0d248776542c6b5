package io.atelier.evaluator.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.Json;
import io.atelier.contract.experiment.Configuration;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialState;
import io.atelier.evaluator.Samples;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RunViewTest {

    private final RunView view = new RunView(2);

    @Test
    void shouldShowARunOnceAStateOfATrialIsKnown() {
        TrialDefinition definition = Samples.definition("a", "fashion-mnist");

        view.add(Samples.metrics(definition.trial(), 1, true), 1);
        assertThat(view.runs()).isEmpty();
        view.add(TrialEvent.running(definition, Samples.NOON, "trainer-1", 1, 1), 2);

        assertThat(view.runs()).singleElement().satisfies(run -> {
            assertThat(run.id()).isEqualTo("a");
            assertThat(run.profile()).isEqualTo("report");
            assertThat(run.synthetic()).isFalse();
            assertThat(run.created()).isEqualTo(Samples.NOON);
            assertThat(run.counts()).containsEntry(TrialState.RUNNING, 1).containsEntry(TrialState.FAILED, 0);
            assertThat(run.trials().get(0).epochs()).hasSize(1);
        });
    }

    /** An autoscaler must not take trainers away from trials that are forgotten, or keep some for trials that have ended. */
    @Test
    void shouldCountWhatHasNotEndedOfAllRuns() {
        TrialDefinition first = Samples.definition("a", "synthetic");
        TrialDefinition second = Samples.definition("b", "synthetic");
        view.add(TrialEvent.queued(first, Samples.NOON), 1);
        view.add(TrialEvent.running(second, Samples.NOON.plusSeconds(5), "trainer-1", 1, 0), 2);
        view.add(TrialEvent.queued(Samples.definition("c", "synthetic"), Samples.NOON), 3);
        assertThat(view.runs()).hasSize(2);
        assertThat(view.unfinished()).isEqualTo(3);

        view.add(TrialEvent.ended(second, Samples.NOON.plusSeconds(9), "trainer-1", 1, Samples.result(3, 2)), 4);
        view.add(TrialEvent.queued(second, Samples.NOON), 5);
        assertThat(view.unfinished()).isEqualTo(2);

        view.removeTrial(first.trial());
        assertThat(view.unfinished()).isOne();
    }

    @Test
    void shouldSayThatARunIsOnSyntheticImages() {
        view.add(TrialEvent.queued(Samples.definition("a", "synthetic"), Samples.NOON), 1);

        assertThat(view.run("a"))
                .hasValueSatisfying(run -> assertThat(run.synthetic()).isTrue());
    }

    /** Would catch a view that grows with the number of runs. */
    @Test
    void shouldForgetTheRunWithoutActivityForLongest() {
        view.add(TrialEvent.queued(Samples.definition("a", "synthetic"), Samples.NOON), 10);
        view.add(TrialEvent.queued(Samples.definition("b", "synthetic"), Samples.NOON), 20);
        view.add(Samples.metrics("a.fmnist_3.s1", 1, true), 30);
        view.add(TrialEvent.queued(Samples.definition("c", "synthetic"), Samples.NOON), 40);

        assertThat(view.runs()).extracting(Run::id).containsExactlyInAnyOrder("a", "c");
        assertThat(view.trial("b.fmnist_3.s1")).isEmpty();
    }

    @Test
    void shouldForgetWhatWasRemoved() {
        TrialDefinition definition = Samples.definition("a", "synthetic");
        view.add(TrialEvent.running(definition, Samples.NOON, "trainer-1", 1, 1), 1);
        view.add(Samples.metrics(definition.trial(), 1, true), 1);
        view.add(Samples.evaluation(definition.trial(), 1), 1);
        long before = view.version();

        view.removeEvaluation(definition.trial(), 1, 2);
        assertThat(view.trial(definition.trial()).orElseThrow().isEvaluated(1, Samples.SHA256))
                .isFalse();
        view.removeEpoch(definition.trial(), 1, 2);
        assertThat(view.trial(definition.trial()).orElseThrow().epochs()).isEmpty();
        view.removeTrial(definition.trial());
        assertThat(view.runs()).isEmpty();
        view.removeTrial(definition.trial());
        assertThat(view.version()).isEqualTo(before + 3);
    }

    /** Topics are read side by side: an old removal may come after the epochs of a trial that was planned anew. */
    @Test
    void shouldKeepTheEpochsOfATrialThatWasPlannedAfterTheRemoval() {
        TrialDefinition definition = Samples.definition("a", "synthetic");
        String trial = definition.trial();
        view.add(TrialEvent.ended(definition, Samples.NOON, "trainer-1", 1, Samples.result(3, 3)), 1);
        view.add(Samples.metrics(trial, 1, true), 2);
        view.add(Samples.evaluation(trial, 1), 2);

        view.removeTrial(trial);
        assertThat(view.runs()).isEmpty();
        view.add(TrialEvent.running(definition, Samples.NOON, "trainer-1", 1, 1), 3);

        assertThat(view.trial(trial).orElseThrow().bestEvaluation()).isPresent();
    }

    /** Of three runs two are held; the third comes back with news of one of its two trials. */
    @Test
    void shouldDoubtARunThatItMayHaveForgottenUntilItIsRestored() {
        TrialDefinition early = Samples.definition("a", 2, 1, "synthetic");
        TrialDefinition late = Samples.definition("a", 2, 2, "synthetic");
        RunView whole = new RunView(1);
        for (RunView reader : List.of(view, whole)) {
            reader.add(TrialEvent.ended(early, Samples.NOON, "trainer-1", 1, Samples.result(1, 1)), 10);
            reader.add(TrialEvent.queued(late, Samples.NOON), 10);
        }
        view.add(TrialEvent.queued(Samples.definition("b", "synthetic"), Samples.NOON), 20);
        assertThat(view.hasForgotten()).isFalse();
        view.add(TrialEvent.queued(Samples.definition("c", "synthetic"), Samples.NOON), 30);
        assertThat(view.hasForgotten()).isTrue();
        assertThat(view.doubtful()).as("c is new").isEmpty();

        TrialEvent running = TrialEvent.running(late, Samples.NOON, "trainer-1", 1, 0);
        view.add(running, 40);
        whole.add(running, 40);
        assertThat(view.doubtful()).containsExactly("a");
        view.restore("a", whole);

        assertThat(view.doubtful()).isEmpty();
        assertThat(view.run("a").orElseThrow().trials()).hasSize(2);
        assertThat(view.lastActivity("a")).isEqualTo(40);
    }

    /** An old run of two was forgotten; all that is heard of it is the third trial, which it was extended by. */
    @Test
    void shouldDoubtARunThatWasExtendedAfterItWasForgotten() {
        TrialDefinition third = Samples.definition("a", 3, 3, "synthetic");
        RunView whole = new RunView(1);
        for (RunView reader : List.of(view, whole)) {
            for (long seed = 1; seed <= 2; seed++) {
                TrialDefinition old = Samples.definition("a", 2, seed, "synthetic");
                reader.add(TrialEvent.ended(old, Samples.NOON, "trainer-1", 1, Samples.result(1, 1)), 10);
            }
        }
        view.add(TrialEvent.queued(Samples.definition("b", "synthetic"), Samples.NOON), 20);
        view.add(TrialEvent.queued(Samples.definition("c", "synthetic"), Samples.NOON), 30);

        view.add(TrialEvent.queued(third, Samples.NOON), 40);
        whole.add(TrialEvent.queued(third, Samples.NOON), 40);

        assertThat(view.doubtful()).containsExactly("a");
        view.restore("a", whole);
        assertThat(view.run("a").orElseThrow().trials()).hasSize(3);
    }

    /** The first trials of an extended run say that it has two. */
    @Test
    void shouldNotCallAnExtendedRunCompleteBeforeItsNewTrialsAre() {
        for (long seed = 1; seed <= 3; seed++) {
            TrialDefinition definition = Samples.definition("a", seed <= 2 ? 2 : 4, seed, "synthetic");
            view.add(Samples.metrics(definition.trial(), 1, true), 1);
            view.add(Samples.evaluation(definition.trial(), 1), 1);
            view.add(TrialEvent.ended(definition, Samples.NOON, "trainer-1", 1, Samples.result(1, 1)), 1);
            if (seed == 2) {
                assertThat(view.run("a").orElseThrow().isComplete()).isTrue();
            }
        }

        assertThat(view.run("a").orElseThrow().isComplete()).as("three of four").isFalse();
    }

    /** 100 configurations with 10 seeds as they come from the broker: 1,000 definitions of which 100 differ. */
    @Test
    void shouldHoldAThousandTrialsOfAnExperimentInLittleMemory() throws Exception {
        RunView held = new RunView(1);
        List<byte[]> events = new ArrayList<>();
        for (Configuration configuration : Samples.sweep(100)) {
            for (int seed = 1; seed <= 10; seed++) {
                events.add(Json.write(
                        TrialEvent.queued(Samples.definition("a", 1_000, seed, configuration), Samples.NOON)));
            }
        }
        long before = heap();
        for (byte[] event : events) {
            held.add(Json.read(event, TrialEvent.class), 1);
        }
        long bytes = heap() - before;

        List<Trial> trials = held.run("a").orElseThrow().trials();
        assertThat(trials).hasSize(1_000);
        assertThat(bytes).as("bytes; 1.4 MB when this was written").isLessThan(16L << 20);
        assertThat(different(trials, TrialDefinition::architecture)).hasSizeLessThanOrEqualTo(100);
        assertThat(different(trials, TrialDefinition::recipe)).hasSizeLessThanOrEqualTo(100);
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static Set<Object> different(List<Trial> trials, Function<TrialDefinition, Object> part) {
        Set<Object> different = Collections.newSetFromMap(new IdentityHashMap<>());
        trials.forEach(trial -> different.add(part.apply(trial.event().definition())));
        return different;
    }

    /** Seeds share their definitions: the second run of a few kilobytes is too much, not the second seed. */
    @Test
    void shouldForgetTheOldestOfRunsWithLargeDefinitions() {
        List<Configuration> configurations = Samples.sweep(20);
        long bytes = configurations.stream()
                .mapToLong(each -> TrialDefinition.bytes(each.architecture(), each.recipe()))
                .sum();
        RunView small = new RunView(10, bytes * 3 / 2);
        for (String run : List.of("a", "b")) {
            for (long seed = 1; seed <= 2; seed++) {
                for (Configuration configuration : configurations) {
                    small.add(
                            TrialEvent.queued(Samples.definition(run, 40, seed, configuration), Samples.NOON),
                            run.equals("a") ? 1 : 2);
                }
            }
            assertThat(small.runs()).extracting(Run::id).containsExactly(run);
        }

        assertThat(small.runs().get(0).trials()).hasSize(40);
        assertThat(small.hasForgotten()).isTrue();
    }

    /** Two of three that are known and have ended are not the run. */
    @Test
    void shouldNotCallARunCompleteOfWhichATrialIsUnknown() {
        for (long seed = 1; seed <= 3; seed++) {
            assertThat(view.run("a").map(Run::isComplete).orElse(false))
                    .as("before trial " + seed)
                    .isFalse();
            TrialDefinition definition = Samples.definition("a", 3, seed, "synthetic");
            view.add(Samples.metrics(definition.trial(), 1, true), 1);
            view.add(Samples.evaluation(definition.trial(), 1), 1);
            view.add(TrialEvent.ended(definition, Samples.NOON, "trainer-1", 1, Samples.result(1, 1)), 1);
        }

        assertThat(view.run("a").orElseThrow().isComplete()).isTrue();
    }
}
