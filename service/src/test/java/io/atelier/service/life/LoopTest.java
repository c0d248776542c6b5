package io.atelier.service.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopTest {

    private final BlockingQueue<Throwable> failures = new ArrayBlockingQueue<>(10);

    @Test
    void shouldReportWhatALoopDiedOf() throws Exception {
        Error death = new NoClassDefFoundError("gone");
        Loop loop = Loop.start(
                "view",
                () -> {
                    throw death;
                },
                failures::add);

        assertThat(failures.poll(10, TimeUnit.SECONDS)).isSameAs(death);
        loop.join(Duration.ofSeconds(10));
        assertThat(loop.isAlive()).isFalse();
    }

    @Test
    void shouldReportALoopThatEndsInSilence() throws Exception {
        Loop loop = Loop.start("view", () -> {}, failures::add);

        assertThat(failures.poll(10, TimeUnit.SECONDS)).hasMessageContaining("\"view\" ended, nobody stopped it");
        loop.close();
    }

    @Test
    void shouldReportALoopThatSomebodyElseInterrupts() throws Exception {
        Loop loop = Loop.start(
                "view",
                () -> {
                    throw new InterruptedException();
                },
                failures::add);

        assertThat(failures.poll(10, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        loop.close();
    }

    @Test
    void shouldStopALoopWithoutAWord() {
        Loop loop = Loop.start("view", () -> new CountDownLatch(1).await(), failures::add);

        loop.close();

        assertThat(loop.isAlive()).isFalse();
        assertThat(failures).isEmpty();
    }
}
