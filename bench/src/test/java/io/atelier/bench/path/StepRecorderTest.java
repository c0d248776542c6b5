package io.atelier.bench.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.engine.kernel.Workers;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepRecorderTest {

    private static void step() {
        Workers.forEach(3, (unit, scratch) -> {});
        Workers.forEach(2, (unit, scratch) -> {});
    }

    @Test
    void shouldFindWhatIsSharedAndWhatLiesBetween() {
        List<Piece> pieces = StepRecorder.record(StepRecorderTest::step);

        assertThat(pieces)
                .extracting(piece -> piece.name() + " " + piece.units().size())
                .containsExactly(
                        "(before StepRecorderTest.step #1) 1",
                        "StepRecorderTest.step #1 3",
                        "(before StepRecorderTest.step #2) 1",
                        "StepRecorderTest.step #2 2",
                        "(after the last) 1");
        assertThat(pieces).allMatch(piece -> piece.work() >= 0);
    }
}
