package io.atelier.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

    @AfterEach
    void stop() {
        Workers.record(null);
        Workers.use(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void shouldDoEveryUnitOnceBeforeItReturns(int threads) {
        Workers.use(threads);
        for (int round = 0; round < 2000; round++) {
            int units = round % 7;
            AtomicIntegerArray done = new AtomicIntegerArray(units);
            Workers.forEach(units, (unit, scratch) -> done.incrementAndGet(unit));
            for (int unit = 0; unit < units; unit++) {
                assertThat(done.get(unit)).isEqualTo(1);
            }
        }
    }

    /** Also those that went to sleep. */
    @Test
    void shouldWorkOnAllThreadsAfterAPause() throws Exception {
        Workers.use(3);
        Thread.sleep(50);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(3);
        Workers.forEach(3, (unit, scratch) -> {
            threads.add(Thread.currentThread());
            all.countDown();
            awaitAll(all);
        });
        assertThat(threads).hasSize(3);
    }

    private static void awaitAll(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldReportAFailureAndGoOnWorking() {
        Workers.use(2);
        assertThatThrownBy(() -> Workers.forEach(4, (unit, scratch) -> {
                    if (unit == 2) {
                        throw new ArithmeticException("of unit 2");
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("of unit 2");
        AtomicIntegerArray done = new AtomicIntegerArray(4);
        Workers.forEach(4, (unit, scratch) -> done.incrementAndGet(unit));
        assertThat(done.get(3)).isEqualTo(1);
    }

    @Test
    void shouldTellTheRecorderWhoAskedForHowManyUnits() {
        List<String> stages = new ArrayList<>();
        Workers.use(2);
        Workers.record((caller, begin, units, end) -> {
            assertThat(Arrays.stream(units)).allMatch(nanos -> nanos >= 0 && nanos <= end - begin);
            stages.add(caller + " " + units.length);
        });
        Workers.forEach(5, (unit, scratch) -> {});
        Blocks.forEach(Blocks.SIZE + 1, (from, count, scratch) -> {});
        Workers.record(null);
        Workers.forEach(3, (unit, scratch) -> {});

        String here = "WorkersTest.shouldTellTheRecorderWhoAskedForHowManyUnits ";
        assertThat(stages).containsExactly(here + 5, here + 2);
    }
}
