package io.atelier.data.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.message.TrialDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NameCheckTest {

    private final Planner planner = Requests.planner("fashion-mnist", 60_000, 10_000);

    @Test
    void shouldPlanAllOfANewRun() throws Exception {
        PlannedRun asked = run("1, 2");

        assertThat(new NameCheck(asked, Optional.empty(), false).missing()).isEqualTo(asked.trials());
    }

    @Test
    void shouldPlanNothingOfTheSameRun() throws Exception {
        assertThat(missing(run("1, 2"), run("1, 2"))).isEmpty();
    }

    @Test
    void shouldPlanOnlyWhatAnExtensionAdds() throws Exception {
        assertThat(missing(run("1, 2, 3, 4"), run("1, 2"))).containsExactly(3L, 4L);
    }

    @Test
    void shouldExtendAnExtendedRun() throws Exception {
        assertThat(missing(run("1, 2, 3, 4, 5, 6"), extended())).containsExactly(5L, 6L);
    }

    @Test
    void shouldTakeEveryEarlierRequestForTheSameRun() throws Exception {
        assertThat(missing(run("1, 2"), extended())).isEmpty();
        assertThat(missing(run("1, 2, 3"), extended())).isEmpty();
        assertThat(missing(run("1, 2, 3, 4"), extended())).isEmpty();
    }

    @Test
    void shouldRefuseARequestForFewerTrialsThanThereEverWere() throws Exception {
        assertConflict(run("1"), extended(), "it has also x.fmnist_3.s2, x.fmnist_3.s3, x.fmnist_3.s4");
        assertConflict(run("1, 3"), extended(), "it has also x.fmnist_3.s2, x.fmnist_3.s4");
    }

    @Test
    void shouldRefuseARequestThatAddsSomeAndLacksOthers() throws Exception {
        assertConflict(run("1, 2, 4, 5"), run("1, 2, 3"), "it has also x.fmnist_3.s3");
    }

    @Test
    void shouldRefuseAnExtensionThatChangesATrial() throws Exception {
        PlannedRun longer = Requests.plan(
                planner,
                "{'run': 'x', 'profile': 'quick', 'architectures': ['fmnist_3'], 'seeds': [1, 2, 3], 'epochs': 7}");

        assertConflict(longer, run("1, 2"), "x.fmnist_3.s1 has epochs 1, not 7, and was not planned as extensible");
    }

    @Test
    void shouldGiveATrialMoreEpochsAndLeaveTheSizeThatItsRunHad() throws Exception {
        NameCheck check = check(extensible("1, 2, 3", 4), extensible("1, 2", 2));

        assertThat(check.missing()).extracting(TrialDefinition::seed).containsExactly(3L);
        assertThat(check.longer()).hasSize(2).allSatisfy(trial -> {
            assertThat(trial.epochs()).isEqualTo(4);
            assertThat(trial.runTrials()).isEqualTo(2);
            assertThat(trial.extendsThe(extensible("1, 2", 2).trials().get(trial.seed() == 1 ? 0 : 1)))
                    .isTrue();
        });
    }

    /** One of two trials has got its epochs, then the planner was killed. */
    @Test
    void shouldExtendTheRestOfAnExtensionThatWasInterrupted() throws Exception {
        PlannedRun half = new PlannedRun(
                "x",
                List.of(
                        of(extensible("1, 2", 4), 1).get(0),
                        of(extensible("1, 2", 2), 2).get(0)));

        NameCheck check = check(extensible("1, 2", 4), half);

        assertThat(check.missing()).isEmpty();
        assertThat(check.longer()).extracting(TrialDefinition::seed).containsExactly(2L);
    }

    @Test
    void shouldTakeARequestForFewerEpochsForTheSameRun() throws Exception {
        PlannedRun grown = new PlannedRun(
                "x",
                Stream.of(
                                check(extensible("1, 2, 3", 4), extensible("1, 2", 2))
                                        .longer(),
                                of(extensible("1, 2, 3", 4), 3))
                        .flatMap(List::stream)
                        .toList());

        for (PlannedRun earlier : List.of(extensible("1, 2", 2), extensible("1, 2, 3", 2), extensible("1, 2, 3", 4))) {
            NameCheck check = check(earlier, grown);
            assertThat(check.missing()).isEmpty();
            assertThat(check.longer()).isEmpty();
        }
        assertConflict(extensible("1", 2), grown, "it has also x.fmnist_3.s2, x.fmnist_3.s3");
        assertConflict(extensible("1, 2", 6), grown, "it has also x.fmnist_3.s3");
    }

    @Test
    void shouldRefuseMoreEpochsOfATrialThatIsOtherwiseDifferentToo() throws Exception {
        PlannedRun smaller = Requests.plan(
                planner,
                "{'run': 'x', 'profile': 'quick', 'architectures': ['fmnist_3'], 'epochs': 4, 'extensible': true,"
                        + " 'train_images': 5000}");

        assertConflict(smaller, extensible("1", 2), "x.fmnist_3.s1 has train.source 6000, not 5000");
        assertConflict(run("1"), extensible("1", 1), "x.fmnist_3.s1 has extensible true, not none");
        assertConflict(extensible("1", 1), run("1"), "x.fmnist_3.s1 has extensible none, not true");
    }

    private PlannedRun extensible(String seeds, int epochs) throws Exception {
        return Requests.plan(
                planner,
                "{'run': 'x', 'profile': 'quick', 'architectures': ['fmnist_3'], 'seeds': [" + seeds + "], 'epochs': "
                        + epochs + ", 'extensible': true}");
    }

    private static NameCheck check(PlannedRun asked, PlannedRun known) {
        return new NameCheck(asked, Optional.of(known), false);
    }

    @Test
    void shouldSayThatAllConfigurationsCompeteFromTheStart() throws Exception {
        String expected =
                "run \"x\" lets 4 configurations compete by successive halving, not %d: all configurations of such a"
                        + " run compete from the start, so none can be added or left out later; choose another name, or leave the"
                        + " name out (the run can be extended by more seeds)";

        for (int other : List.of(2, 6)) {
            assertThatThrownBy(() -> missing(halving(other, "1"), halving(4, "1")))
                    .isInstanceOf(RunConflictException.class)
                    .hasMessage(expected.formatted(other));
        }
    }

    @Test
    void shouldExtendARunThatCompetesByMoreSeeds() throws Exception {
        assertThat(missing(halving(4, "1, 2"), halving(4, "1"))).containsExactly(2L, 2L, 2L, 2L);
    }

    /** The trial that is gone may be one of those that are asked for, and has been trained then. */
    @Test
    void shouldNotExtendARunOfWhichTrialsAreGone() throws Exception {
        PlannedRun rest = new PlannedRun("x", run("1, 2, 3").trials().subList(1, 3));

        assertThat(missing(run("1, 2, 3"), rest)).isEmpty();
        assertThatThrownBy(() -> missing(run("1, 2, 3, 4"), rest))
                .isInstanceOf(RunConflictException.class)
                .hasMessageStartingWith("run \"x\" was planned with 3 trials, of which only 2 are known");
    }

    /** Two trials, extended to three and then to four. */
    private PlannedRun extended() throws Exception {
        return new PlannedRun(
                "x",
                Stream.of(run("1, 2").trials(), of(run("1, 2, 3"), 3), of(run("1, 2, 3, 4"), 4))
                        .flatMap(List::stream)
                        .toList());
    }

    private static List<TrialDefinition> of(PlannedRun run, long... seeds) {
        return run.trials().stream()
                .filter(trial -> Arrays.stream(seeds).anyMatch(seed -> seed == trial.seed()))
                .toList();
    }

    private static List<Long> missing(PlannedRun asked, PlannedRun known) throws RunConflictException {
        return new NameCheck(asked, Optional.of(known), false)
                .missing().stream().map(TrialDefinition::seed).toList();
    }

    private static void assertConflict(PlannedRun asked, PlannedRun known, String difference) {
        assertThatThrownBy(() -> missing(asked, known))
                .isInstanceOf(RunConflictException.class)
                .hasMessageStartingWith(
                        "run \"x\" is planned already with other content (" + difference + "): choose another name");
    }

    private PlannedRun halving(int configurations, String seeds) throws Exception {
        return Requests.plan(
                planner,
                ("{'run': 'x', 'architectures': ['fmnist_3'], 'epochs': 4, 'seeds': [%s], 'sweep': {"
                                + "'method': 'successive_halving', 'factor': 2, 'epochs': 1, 'number': %d, 'seed': 1, 'parameters':"
                                + " {'recipe.optimizer.learning_rate': {'kind': 'log_uniform', 'least': 0.0001, 'most': 0.03}}}}")
                        .formatted(seeds, configurations));
    }

    private PlannedRun run(String seeds) throws Exception {
        return Requests.plan(
                planner, "{'run': 'x', 'profile': 'quick', 'architectures': ['fmnist_3'], 'seeds': [" + seeds + "]}");
    }
}
