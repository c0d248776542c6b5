package io.atelier.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardTest {

    private final Process first = sleeper();
    private final Process second = sleeper();
    private final Process forgotten = sleeper();

    @AfterEach
    void endAll() throws InterruptedException {
        Termination.end(List.of(first.toHandle(), second.toHandle(), forgotten.toHandle()), Duration.ofSeconds(5));
    }

    @Test
    void shouldEndWhatItWatchesWhenItsParentIsGone() throws IOException {
        Guard guard = Guard.start();
        guard.watch(first.pid(), false);
        guard.watch(second.pid(), true);
        guard.watch(forgotten.pid(), false);
        guard.forget(forgotten.pid());

        guard.hangUp();

        await().atMost(Duration.ofSeconds(20)).until(() -> !first.isAlive() && !second.isAlive());
        await().atMost(Duration.ofSeconds(20)).until(() -> !guard.isAlive());
        assertThat(forgotten.isAlive()).isTrue();
    }

    @Test
    void shouldLeaveEverythingAloneWhenClosed() throws IOException {
        Guard guard = Guard.start();
        guard.watch(first.pid(), false);

        guard.close();

        await().atMost(Duration.ofSeconds(20)).until(() -> !guard.isAlive());
        assertThat(first.isAlive()).isTrue();
    }

    private static Process sleeper() {
        try {
            return new ProcessBuilder("sleep", "120").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
