package io.atelier.contract.halving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.halving.Contender.Standing;
import io.atelier.contract.halving.Contest.Fate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContestTest {

    private static final int EPOCHS = 9;

    @Test
    void shouldRankByValidationLoss() {
        List<Contender> four = List.of(at("a", 0.4), at("b", 0.1), at("c", 0.3), at("d", 0.2));

        assertThat(fates(2, four, 1)).containsExactly(Fate.IS_PRUNED, Fate.GOES_ON, Fate.IS_PRUNED, Fate.GOES_ON);
    }

    @Test
    void shouldDecideAlikeInWhateverOrderTrialsAreKnown() {
        List<Contender> four = List.of(at("a", 0.4), at("b", 0.1), at("c", 0.3), at("d", 0.2));
        List<Contender> reversed = new ArrayList<>(four);
        Collections.reverse(reversed);

        assertThat(new Contest(new Halving(2, 1, 4), EPOCHS, reversed).fateOf("d", 1))
                .isEqualTo(Fate.GOES_ON);
        assertThat(new Contest(new Halving(2, 1, 4), EPOCHS, reversed).fateOf("c", 1))
                .isEqualTo(Fate.IS_PRUNED);
    }

    @Test
    void shouldLetLabelsDecideATie() {
        List<Contender> four = List.of(at("d", 0.5), at("b", 0.5), at("c", 0.5), at("a", 0.5));

        assertThat(fates(2, four, 1)).containsExactly(Fate.IS_PRUNED, Fate.GOES_ON, Fate.IS_PRUNED, Fate.GOES_ON);
    }

    @Test
    void shouldRoundSurvivorsUp() {
        List<Contender> seven =
                IntStream.range(0, 7).mapToObj(i -> at("t" + i, i)).toList();

        assertThat(fates(3, seven, 1)).filteredOn(Fate.GOES_ON::equals).hasSize(3);
        assertThat(new Halving(3, 1, 7).survivors(1)).isEqualTo(1);
    }

    @Test
    void shouldWaitUntilAllHaveArrived() {
        List<Contender> three = List.of(at("a", 0.1), at("b", 0.2), at("c"));

        assertThat(fates(2, three.subList(0, 2), 1, 2)).containsExactly(Fate.GOES_ON, Fate.IS_PRUNED);
        assertThat(new Contest(new Halving(2, 1, 3), EPOCHS, three).fateOf("b", 1))
                .isEqualTo(Fate.WAITS);
    }

    @Test
    void shouldWaitForTrialsOfWhichNothingIsKnown() {
        List<Contender> two = List.of(at("a", 0.1), at("b", 0.2));

        assertThat(fates(2, two, 1, 3)).containsExactly(Fate.WAITS, Fate.WAITS);
    }

    @Test
    void shouldRankAFailedTrialLast() {
        List<Contender> three = List.of(at("a", 7), new Contender("b", List.of(), Standing.FAILED), at("c", 8));

        assertThat(fates(2, three, 1)).containsExactly(Fate.GOES_ON, Fate.IS_PRUNED, Fate.GOES_ON);
    }

    /** It was as good as it was when it was compared; only later rungs miss it. */
    @Test
    void shouldNotChangeWhatWasDecidedWhenATrialFailsLater() {
        Contender failed = new Contender("a", List.of(new Rung(1, 0.1)), Standing.FAILED);
        List<Contender> four = List.of(failed, at("b", 0.2), at("c", 0.3), at("d", 0.4));

        assertThat(fates(2, four, 1)).containsExactly(Fate.GOES_ON, Fate.GOES_ON, Fate.IS_PRUNED, Fate.IS_PRUNED);
        List<Contender> later = List.of(failed, at("b", 0.2, 0.9), ended("c", 0.3), ended("d", 0.4));
        assertThat(new Contest(new Halving(2, 1, 4), EPOCHS, later).fateOf("b", 2))
                .isEqualTo(Fate.GOES_ON);
    }

    /** Stopped after epoch 2, before the second rung, which is after epoch 3. */
    @Test
    void shouldRankATrialThatWasStoppedEarlyByItsBest() {
        Contender stopped = new Contender("a", List.of(new Rung(1, 0.6), new Rung(2, 0.5)), Standing.ENDED);
        List<Contender> all = List.of(stopped, at("b", 0.3), at("c", 0.9), at("d", 0.95));
        assertThat(fates(3, all, 1)).containsExactly(Fate.GOES_ON, Fate.GOES_ON, Fate.IS_PRUNED, Fate.IS_PRUNED);

        List<Contender> worse = List.of(
                stopped,
                new Contender("b", List.of(new Rung(1, 0.3), new Rung(3, 0.51)), Standing.UNDECIDED),
                ended("c", 0.9),
                ended("d", 0.95));
        assertThat(new Contest(new Halving(3, 1, 4), EPOCHS, worse).fateOf("b", 3))
                .isEqualTo(Fate.IS_PRUNED);
        List<Contender> better = List.of(
                stopped,
                new Contender("b", List.of(new Rung(1, 0.3), new Rung(3, 0.49)), Standing.UNDECIDED),
                ended("c", 0.9),
                ended("d", 0.95));
        assertThat(new Contest(new Halving(3, 1, 4), EPOCHS, better).fateOf("b", 3))
                .isEqualTo(Fate.GOES_ON);
    }

    @Test
    void shouldLetATrialAloneGoOn() {
        assertThat(fates(3, List.of(at("a", 0.5)), 1)).containsExactly(Fate.GOES_ON);
    }

    @Test
    void shouldHaveRungsBelowTheEndOnly() {
        assertThat(new Halving(3, 1, 9).rungs(9)).containsExactly(1, 3);
        assertThat(new Halving(3, 1, 9).rungs(10)).containsExactly(1, 3, 9);
        assertThat(new Halving(2, 5, 9).rungs(100_000)).hasSize(15).last().isEqualTo(81_920);
        assertThat(new Halving(2, 1, 9).rungs(100_000)).hasSize(Halving.MAX_RUNGS);
        assertThatThrownBy(() -> new Halving(11, 1, 9)).hasMessage("factor must be between 2 and 10, but is 11");
    }

    /** 9 x 1 epoch, 3 x 2 more, 1 x 6 more. */
    @Test
    void shouldTellHowMuchIsTrained() {
        Halving halving = new Halving(3, 1, 9);

        assertThat(halving.stages(9))
                .containsExactly(new Halving.Stage(9, 1), new Halving.Stage(3, 3), new Halving.Stage(1, 9));
        assertThat(halving.epochsInAll(9)).isEqualTo(21);
    }

    /** By rungs after epochs 1, 2, 4, ... */
    private static Contender at(String label, double... losses) {
        return new Contender(label, rungs(losses), Standing.UNDECIDED);
    }

    private static Contender ended(String label, double... losses) {
        return new Contender(label, rungs(losses), Standing.ENDED);
    }

    private static List<Rung> rungs(double... losses) {
        return IntStream.range(0, losses.length)
                .mapToObj(i -> new Rung(1 << i, losses[i]))
                .toList();
    }

    private static List<Fate> fates(int factor, List<Contender> all, int epoch) {
        return fates(factor, all, epoch, all.size());
    }

    private static List<Fate> fates(int factor, List<Contender> all, int epoch, int configurations) {
        Contest contest = new Contest(new Halving(factor, 1, configurations), EPOCHS, all);
        return all.stream().map(one -> contest.fateOf(one.label(), epoch)).toList();
    }
}
