package io.atelier.harness.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.dataset.KnownShapes;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.halving.Halving;
import io.atelier.contract.halving.Rung;
import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.Failure;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialResult;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.recipe.Recipe;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the ledger must not let pass: without these, a passed chaos says nothing. */
class LedgerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String HASH = "ab".repeat(32);

    private static final DatasetReference DATASET = new DatasetReference("synthetic-1", KnownShapes.FASHION_MNIST);

    private final Ledger ledger = new Ledger(() -> 0);

    @Test
    void shouldAcceptEveryEpochOnceAndInOrder() {
        ledger.expect(List.of("calm.fmnist_3.s1"));
        trial("calm", HASH);
        assertThat(ledger.incomplete()).hasSize(1);
        for (int epoch = 1; epoch <= 2; epoch++) {
            ledger.metrics(metrics("calm", epoch, 0.5));
            ledger.checkpoint("calm.fmnist_3.s1", epoch);
            ledger.evaluation(Evaluations.of("calm.fmnist_3.s1", epoch, HASH));
        }

        assertThat(ledger.brokenPromises()).isEmpty();
        assertThat(ledger.incomplete()).isEmpty();
    }

    @Test
    void shouldNoticeAnEpochThatComesTwice() {
        ledger.checkpoint("calm.fmnist_3.s1", 1);
        ledger.checkpoint("calm.fmnist_3.s1", 1);

        assertThat(kinds()).containsExactly(BrokenPromise.Kind.DUPLICATE);
    }

    @Test
    void shouldNoticeAnEpochThatIsLeftOut() {
        ledger.checkpoint("calm.fmnist_3.s1", 1);
        ledger.checkpoint("calm.fmnist_3.s1", 3);

        assertThat(kinds()).containsExactly(BrokenPromise.Kind.GAP);
    }

    @Test
    void shouldNotCallATrialCompleteWhoseLastEvaluationIsMissing() {
        trial("calm", HASH);
        for (int epoch = 1; epoch <= 2; epoch++) {
            ledger.metrics(metrics("calm", epoch, 0.5));
            ledger.checkpoint("calm.fmnist_3.s1", epoch);
        }
        ledger.evaluation(Evaluations.of("calm.fmnist_3.s1", 1, HASH));

        assertThat(ledger.incomplete()).extracting(TrialPage::trial).containsExactly("calm.fmnist_3.s1");
    }

    @Test
    void shouldNoticeOtherFinalParametersThanInTheFirstRun() {
        trial("calm", HASH);
        trial("chaos-1", "cd".repeat(32));

        assertThat(kinds()).containsExactly(BrokenPromise.Kind.MISMATCH);
    }

    @Test
    void shouldNoticeMetricsThatDifferInTheLastBit() {
        ledger.metrics(metrics("calm", 1, 0.5));
        ledger.metrics(metrics("chaos-1", 1, Math.nextUp(0.5)));

        assertThat(kinds()).containsExactly(BrokenPromise.Kind.MISMATCH);
    }

    @Test
    void shouldNoticeAnOwnerThatWritesAfterAnotherHasTakenTheTrial() {
        TrialDefinition definition = definition("calm");
        ledger.event(TrialEvent.running(definition, NOW, "one", 1, 0));
        ledger.event(TrialEvent.running(definition, NOW, "two", 2, 0));
        ledger.event(TrialEvent.running(definition, NOW, "one", 1, 1));

        assertThat(kinds()).containsExactly(BrokenPromise.Kind.FENCED_WROTE);
    }

    @Test
    void shouldNoticeAnOwnerThatGoesOnAfterTheTrialWasGivenBack() {
        TrialDefinition definition = definition("calm");
        ledger.event(TrialEvent.running(definition, NOW, "one", 1, 0));
        ledger.event(TrialEvent.queued(definition, NOW, 1, 0));
        ledger.event(TrialEvent.running(definition, NOW, "one", 1, 1));

        assertThat(kinds()).containsExactly(BrokenPromise.Kind.FENCED_WROTE);
    }

    @Test
    void shouldNoticeAnEventAfterTheEnd() {
        trial("calm", HASH);
        ledger.event(TrialEvent.running(definition("calm"), NOW, "two", 2, 2));

        assertThat(kinds()).containsExactly(BrokenPromise.Kind.FENCED_WROTE);
    }

    @Test
    void shouldExpectMoreOfATrialThatWasGivenMoreEpochsAfterItsEnd() {
        TrialDefinition two = extensible("calm");
        TrialDefinition four = two.withEpochs(4);
        ledger.event(TrialEvent.queued(two, NOW));
        ledger.event(TrialEvent.running(two, NOW, "one", 1, 0));
        ledger.event(TrialEvent.ended(two, NOW, "one", 1, new TrialResult(2, 2, 1, 100, HASH)));
        ledger.event(TrialEvent.queued(four, NOW, 1, 2));

        assertThat(ledger.hasEnded(two.trial())).isFalse();
        ledger.event(TrialEvent.running(four, NOW, "one", 2, 2));
        ledger.event(TrialEvent.ended(four, NOW, "one", 2, new TrialResult(4, 4, 1, 100, "cd".repeat(32))));
        assertThat(kinds()).isEmpty();

        ledger.event(TrialEvent.queued(two, NOW, 2, 2));
        assertThat(kinds()).containsExactly(BrokenPromise.Kind.FENCED_WROTE);
    }

    private static TrialDefinition extensible(String run) {
        TrialDefinition plain = definition(run);
        return new TrialDefinition(
                TrialDefinition.SCHEMA,
                run,
                1,
                plain.configuration(),
                plain.architecture(),
                plain.recipe(),
                1,
                "quick",
                plain.train(),
                null,
                plain.test(),
                null,
                true);
    }

    @Test
    void shouldNoticeATrialThatFails() {
        ledger.event(TrialEvent.failed(
                definition("calm"), NOW, "one", 1, 0, new Failure(Failure.Code.INTERNAL, "a defect")));

        assertThat(kinds()).containsExactly(BrokenPromise.Kind.FAILED);
    }

    @Test
    void shouldAcceptATrialThatPausesAndIsPruned() {
        pruned("calm", 1, 0.5);
        pruned("chaos-1", 1, 0.5);

        assertThat(ledger.brokenPromises()).isEmpty();
        assertThat(ledger.hasEnded("calm.fmnist_3.s1")).isTrue();
    }

    @Test
    void shouldNoticeATrialThatIsPrunedElsewhere() {
        pruned("calm", 1, 0.5);
        pruned("chaos-1", 2, 0.5);

        assertThat(ledger.brokenPromises())
                .extracting(BrokenPromise::text)
                .contains(
                        "chaos-1.fmnist_3.s1: end should be those of the undisturbed run, PRUNED after epoch 1, but are"
                                + " PRUNED after epoch 2");
    }

    @Test
    void shouldNoticeATrialThatIsRankedOtherwise() {
        pruned("calm", 1, 0.5);
        pruned("chaos-1", 1, Math.nextUp(0.5));

        assertThat(kinds()).containsExactly(BrokenPromise.Kind.MISMATCH);
    }

    @Test
    void shouldNoticeATrialThatIsPrunedTwice() {
        TrialEvent paused = pruned("calm", 1, 0.5);
        ledger.event(paused.pruned(NOW));

        assertThat(kinds()).containsExactly(BrokenPromise.Kind.FENCED_WROTE);
    }

    /** Returns its pause. */
    private TrialEvent pruned(String run, int epoch, double loss) {
        TrialDefinition definition = competing(run);
        TrialEvent paused = TrialEvent.paused(
                definition, NOW, "one", 1, new TrialResult(epoch, epoch, 1, 100, HASH), List.of(new Rung(epoch, loss)));
        ledger.event(TrialEvent.queued(definition, NOW));
        ledger.event(TrialEvent.running(definition, NOW, "one", 1, 0));
        ledger.event(paused);
        ledger.event(paused.pruned(NOW));
        return paused;
    }

    private static TrialDefinition competing(String run) {
        Holdout holdout = Holdout.tail(0.25);
        TrialDefinition plain = definition(run);
        Recipe recipe;
        try {
            recipe = Recipe.read("{\"epochs\": 4, \"holdout\": {\"kind\": \"tail\", \"fraction\": 0.25}}"
                    .getBytes(StandardCharsets.UTF_8));
        } catch (InvalidDefinitionException e) {
            throw new IllegalStateException(e);
        }
        return new TrialDefinition(
                TrialDefinition.SCHEMA,
                run,
                1,
                plain.configuration(),
                plain.architecture(),
                recipe,
                1,
                "quick",
                new StreamDefinition(DATASET, Split.TRAIN, 100, 75, holdout, List.of(), 128, 1),
                new StreamDefinition(DATASET, Split.VALIDATION, 100, 25, holdout, List.of(), 128, 0),
                stream(Split.TEST),
                new Halving(2, 1, 1),
                null);
    }

    private List<BrokenPromise.Kind> kinds() {
        return ledger.brokenPromises().stream().map(BrokenPromise::kind).toList();
    }

    private void trial(String run, String hash) {
        TrialDefinition definition = definition(run);
        ledger.event(TrialEvent.queued(definition, NOW));
        ledger.event(TrialEvent.running(definition, NOW, "one", 1, 0));
        ledger.event(TrialEvent.ended(definition, NOW, "one", 1, new TrialResult(2, 2, 1, 100, hash)));
    }

    private static EpochMetrics metrics(String run, int epoch, double loss) {
        return new EpochMetrics(
                EpochMetrics.SCHEMA, run + ".fmnist_3.s1", epoch, loss, 0.5, null, null, 1, 100, true, HASH);
    }

    private static TrialDefinition definition(String run) {
        return new TrialDefinition(
                TrialDefinition.SCHEMA,
                run,
                1,
                "fmnist_3",
                BuiltIns.find("fmnist_3").orElseThrow(),
                Recipe.DEFAULT.withEpochs(2),
                1,
                "quick",
                stream(Split.TRAIN),
                null,
                stream(Split.TEST),
                null,
                null);
    }

    private static StreamDefinition stream(Split split) {
        return new StreamDefinition(
                DATASET, split, 100, 100, Holdout.NONE, List.of(), 128, split == Split.TRAIN ? 1 : 0);
    }
}
