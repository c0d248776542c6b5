package io.atelier.harness.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final List<FaultKind> ALL = List.of(FaultKind.values());
    private static final Duration PAUSE = Duration.ofSeconds(4);

    @Test
    void shouldRepeatAPlanFromItsSeed() {
        List<Fault> plan = FaultPlan.draw(7, 50, ALL, PAUSE);

        assertThat(FaultPlan.draw(7, 50, ALL, PAUSE)).isEqualTo(plan);
        assertThat(FaultPlan.draw(8, 50, ALL, PAUSE)).isNotEqualTo(plan);
    }

    @Test
    void shouldHaveEveryKindBeforeOneComesAgain() {
        List<Fault> plan = FaultPlan.draw(1, 2 * ALL.size(), ALL, PAUSE);

        assertThat(plan.subList(0, ALL.size()))
                .extracting(Fault::kind)
                .containsExactlyInAnyOrderElementsOf(EnumSet.allOf(FaultKind.class));
    }

    @Test
    void shouldHaveOnlyTheKindsAskedFor() {
        assertThat(FaultPlan.draw(1, 20, List.of(FaultKind.SEVERAL), PAUSE))
                .hasSize(20)
                .allSatisfy(fault -> {
                    assertThat(fault.kind()).isEqualTo(FaultKind.SEVERAL);
                    assertThat(fault.parts()).hasSizeBetween(2, 3);
                    assertThat(fault.pause()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
                });
    }
}
