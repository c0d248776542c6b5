package io.atelier.evaluator.testset;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.evaluator.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestImagesTest {

    private static final StreamDefinition SERVED = Samples.testStream("synthetic", 2);
    private static final StreamDefinition UNSERVED = Samples.testStream("elsewhere", 2);

    private final TestSets sets = new TestSets(2);
    private final TestImages images = new TestImages(Duration.ofMillis(200));
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch served = new CountDownLatch(1);

    @AfterEach
    void disconnect() {
        served.countDown();
        images.disconnect();
    }

    /** What hangs is the load of a page's images: scoring asks for its own meanwhile, and so do other pages. */
    @Test
    void shouldHoldUpNobodyElseWhileImagesDoNotCome() throws Exception {
        images.connect(sets, this::hang);
        ExecutorService page = Executors.newSingleThreadExecutor();
        try {
            Future<Optional<TestSet>> waiting = page.submit(() -> images.find(UNSERVED));

            TestSet scored = sets.get(SERVED, stream -> TestSet.read(stream, new BlackImages(stream)));

            assertThat(scored.size()).isEqualTo(2);
            assertThat(images.find(SERVED)).contains(scored);
            assertThat(waiting.get(10, TimeUnit.SECONDS)).isEmpty();
        } finally {
            page.shutdownNow();
        }
    }

    @Test
    void shouldNotAskAgainSoonForWhatDidNotCome() {
        images.connect(sets, stream -> {
            asked.incrementAndGet();
            throw new DataUnavailableException("nobody has it");
        });

        for (int page = 0; page < 50; page++) {
            assertThat(images.find(UNSERVED)).isEmpty();
        }

        assertThat(asked).hasValue(1);
    }

    @Test
    void shouldAskOnceForManyPages() throws Exception {
        images.connect(sets, this::hang);
        ExecutorService pages = Executors.newFixedThreadPool(40);
        try {
            List<Future<Optional<TestSet>>> found = new ArrayList<>();
            for (int page = 0; page < 40; page++) {
                found.add(pages.submit(() -> images.find(UNSERVED)));
            }
            for (Future<Optional<TestSet>> one : found) {
                assertThat(one.get(10, TimeUnit.SECONDS)).isEmpty();
            }
        } finally {
            pages.shutdownNow();
        }

        assertThat(asked).hasValue(1);
    }

    private TestSet hang(StreamDefinition stream) throws InterruptedException {
        asked.incrementAndGet();
        served.await();
        throw new InterruptedException("the test is over");
    }
}
