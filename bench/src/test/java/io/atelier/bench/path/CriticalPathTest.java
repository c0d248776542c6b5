package io.atelier.bench.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.atelier.bench.BenchException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CriticalPathTest {

    private static final Offset<Double> ROUNDING = within(1e-12);

    /** 16 seconds that sixteen threads share, 3 in a stage of two units, 1 that nobody shares. */
    private static final List<Piece> STEP = List.of(
            new Piece("shared", Collections.nCopies(16, 1.0)),
            new Piece("serial", List.of(1.0)),
            new Piece("uneven", List.of(1.0, 2.0)));

    private static final Map<Integer, List<Piece>> STEPS = Map.of(1, STEP, 2, STEP, 16, STEP);

    @Test
    void shouldRunOnePieceAfterTheOther() {
        CriticalPath path = CriticalPath.of(STEPS, 20, 0);

        assertThat(path.stepSecondsByThreads())
                .containsExactlyInAnyOrderEntriesOf(Map.of(1, 20.0, 2, 8.0 + 1 + 2, 16, 1.0 + 1 + 2));
        assertThat(path.serialShare()).isEqualTo(1 / 20.0, ROUNDING);
    }

    @Test
    void shouldPayForEachHandOverButToNobody() {
        CriticalPath path = CriticalPath.of(STEPS, 20, 0.25);

        assertThat(path.stepSecondsByThreads().get(1)).isEqualTo(20, ROUNDING);
        assertThat(path.stepSecondsByThreads().get(2)).isEqualTo(11.5, ROUNDING);
    }

    @Test
    void shouldTakeSecondsFromTheStepThatWasNotRecorded() {
        CriticalPath path = CriticalPath.of(STEPS, 10, 0);

        assertThat(path.stepSecondsByThreads().get(1)).isEqualTo(10, ROUNDING);
        assertThat(path.stepSecondsByThreads().get(16)).isEqualTo(2, ROUNDING);
        assertThat(path.recordedSeconds()).isEqualTo(20, ROUNDING);
    }

    @Test
    void shouldNameWhatKeepsSixteenThreadsWaiting() {
        List<CriticalPath.Bound> bounds = CriticalPath.of(STEPS, 20, 0).bounds();

        assertThat(bounds).extracting(CriticalPath.Bound::name).containsExactly("uneven", "serial", "shared");
        assertThat(bounds.get(0).units()).isEqualTo(2);
        assertThat(bounds.get(0).share()).isEqualTo(3 / 20.0, ROUNDING);
        assertThat(bounds.get(0).efficiency()).isEqualTo(3 / 16.0 / 2, ROUNDING);
        assertThat(bounds.get(0).lost()).isEqualTo((2 - 3 / 16.0) / 4, ROUNDING);
        assertThat(bounds.get(2).efficiency()).isEqualTo(1, ROUNDING);
    }

    @Test
    void shouldTakeTheMedianOfEveryUnit() throws BenchException {
        List<Piece> typical = TypicalStep.of(List.of(
                List.of(new Piece("a", List.of(1.0, 9.0))),
                List.of(new Piece("a", List.of(2.0, 3.0))),
                List.of(new Piece("a", List.of(7.0, 4.0)))));

        assertThat(typical).containsExactly(new Piece("a", List.of(2.0, 4.0)));
    }

    @Test
    void shouldRefuseStepsThatDiffer() {
        Piece a = new Piece("a", List.of(1.0, 9.0));
        Piece b = new Piece("b", List.of(1.0));

        assertThatThrownBy(() -> TypicalStep.of(List.of(List.of(a, b), List.of(a))))
                .isInstanceOf(BenchException.class)
                .hasMessage("Expected the same pieces in every step, but piece 2 was b of 1 units in one step and"
                        + " nothing in another");
        assertThatThrownBy(() -> TypicalStep.of(List.of(List.of(a), List.of(new Piece("a", List.of(1.0))))))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("piece 1 was a of 2 units in one step and a of 1 units in another");
    }
}
