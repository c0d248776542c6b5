package io.atelier.trainer.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.trainer.queue.Standing;
import org.junit.jupiter.api.Test;

class RedeliveryPolicyTest {

    private final RedeliveryPolicy policy = new RedeliveryPolicy(3, 5);

    @Test
    void shouldGiveUpOnATrialOnlyAfterAttemptsThatGotItNowhere() {
        assertThat(policy.isHopeless(Standing.NONE, new Standing(0, 2))).isFalse();
        assertThat(policy.isHopeless(Standing.NONE, new Standing(0, 3))).isTrue();
        assertThat(policy.isHopeless(Standing.NONE, new Standing(1, 100))).isFalse();
        assertThat(policy.isHopeless(new Standing(40, 100), new Standing(40, 102)))
                .isFalse();
        assertThat(policy.isHopeless(new Standing(40, 100), new Standing(40, 103)))
                .isTrue();
    }

    @Test
    void shouldLeaveDeliveriesInReserve() {
        assertThat(policy.isRunningOut(2)).isFalse();
        assertThat(policy.isRunningOut(3)).isTrue();
        assertThat(policy.isRunningOut(5)).isTrue();
        RedeliveryPolicy fewest = new RedeliveryPolicy(3, 2);
        assertThat(fewest.isRunningOut(1)).isFalse();
        assertThat(fewest.isRunningOut(2)).isTrue();
    }

    @Test
    void shouldCountAttemptsAnewOnlyAfterProgress() {
        Standing then = new Standing(40, 3);
        assertThat(policy.renewed(then, new Standing(40, 5))).isEqualTo(then);
        assertThat(policy.renewed(then, new Standing(41, 5))).isEqualTo(new Standing(41, 5));
    }
}
