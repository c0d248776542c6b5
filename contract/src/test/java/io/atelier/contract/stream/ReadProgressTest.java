package io.atelier.contract.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadProgressTest {

    private final ReadProgress progress = new ReadProgress();

    /** Would catch somebody who asks again for what has come and only waits to be read. */
    @Test
    void shouldCatchUpWhenAllIsReadThatWasThere() {
        progress.moveTo(10, 30);
        assertThat(progress.hasCaughtUp()).isFalse();
        progress.moveTo(29, 50);
        assertThat(progress.hasCaughtUp()).isFalse();
        progress.moveTo(30, 60);
        assertThat(progress.hasCaughtUp()).as("though more has come since").isTrue();
        assertThat(progress.hasCaughtUp()).as("of what is there now").isFalse();
    }

    /** Would catch a wait that goes by what was to be read in an earlier one. */
    @Test
    void shouldForgetTheGoalOfAnEarlierWait() {
        progress.moveTo(10, 30);
        assertThat(progress.hasCaughtUp()).isFalse();
        assertThat(progress.isCatchingUp()).isTrue();
        progress.moveTo(30, 50);
        progress.begin();
        assertThat(progress.isCatchingUp()).isFalse();
        assertThat(progress.hasCaughtUp()).isFalse();
    }

    @Test
    void shouldHaveCaughtUpAtTheEnd() {
        progress.moveTo(30, 30);

        assertThat(progress.hasCaughtUp()).isTrue();
        assertThat(progress.hasCaughtUp()).isTrue();
    }
}
