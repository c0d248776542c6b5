package io.atelier.evaluator.testset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.contract.stream.KeptImages;
import io.atelier.contract.stream.RecordSource;
import io.atelier.contract.tensor.ImageRecord;
import io.atelier.evaluator.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestImagesTest {

    private static final StreamDefinition SERVED = Samples.testStream("synthetic", 2);
    private static final StreamDefinition UNSERVED = Samples.testStream("elsewhere", 2);

    /** Bytes of three full records of {@link #LARGE}. */
    private static final long BUDGET = 3 * 128 * 786;

    /** Ten records. */
    private static final StreamDefinition LARGE = Samples.testStream("large", 1_200);

    private final TestSets sets = new TestSets(2, BUDGET);
    private final TestImages images = new TestImages(Duration.ofMillis(200));
    private final AtomicInteger asked = new AtomicInteger();
    private final List<Integer> taken = new CopyOnWriteArrayList<>();
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
            Future<Optional<KeptImages>> waiting = page.submit(() -> find(UNSERVED));

            try (RecordSource scored = sets.open(SERVED, BlackImages::new)) {
                assertThat(scored.take(1, 0)).isPresent();
            }

            assertThat(find(SERVED).orElseThrow().images()).containsExactly(0, 1);
            assertThat(waiting.get(10, TimeUnit.SECONDS)).isEmpty();
        } finally {
            page.shutdownNow();
        }
    }

    @Test
    void shouldNotAskAgainSoonForWhatDidNotCome() {
        images.connect(
                sets,
                stream -> source(stream, index -> {
                    asked.incrementAndGet();
                    throw new DataUnavailableException("nobody has it");
                }));

        for (int page = 0; page < 50; page++) {
            assertThat(find(UNSERVED)).isEmpty();
        }

        assertThat(asked).hasValue(1);
    }

    @Test
    void shouldAskOnceForManyPages() throws Exception {
        images.connect(sets, this::hang);
        ExecutorService pages = Executors.newFixedThreadPool(40);
        try {
            List<Future<Optional<KeptImages>>> found = new ArrayList<>();
            for (int page = 0; page < 40; page++) {
                found.add(pages.submit(() -> find(UNSERVED)));
            }
            for (Future<Optional<KeptImages>> one : found) {
                assertThat(one.get(10, TimeUnit.SECONDS)).isEmpty();
            }
        } finally {
            pages.shutdownNow();
        }

        assertThat(asked).hasValue(1);
    }

    @Test
    void shouldGiveWholeTestSetsThatFitAndKeepThem() {
        images.connect(sets, this::counted);

        assertThat(find(SERVED).orElseThrow().images()).containsExactly(0, 1);
        assertThat(find(SERVED)).isPresent();
        assertThat(asked).hasValue(1);
    }

    /** In the records 0, 4, 7, of as many as there is room for; 9 has none. */
    @Test
    void shouldAskForTheRecordsThatAPageShowsWhereATestSetDoesNotFit() {
        images.connect(sets, this::counted);

        KeptImages found = images.find(LARGE, IntStream.of(7 * 128 + 5, -1, 5_000, 4 * 128, 9 * 128))
                .orElseThrow();

        assertThat(found.has(127)).isTrue();
        assertThat(found.has(7 * 128 + 5)).isTrue();
        assertThat(found.has(4 * 128)).isTrue();
        assertThat(found.has(9 * 128)).isFalse();
        assertThat(taken).containsExactly(0, 4, 7);
        assertThat(sets.bytes()).isEqualTo(BUDGET);
        images.find(LARGE, IntStream.of(4 * 128 + 1, 5 * 128));
        assertThat(taken).as("what is kept is not asked for again").containsExactly(0, 4, 7, 5);
        assertThat(sets.bytes()).isEqualTo(BUDGET);
    }

    /** Would catch pages that never get their images since they never come all at once. */
    @Test
    void shouldKeepThoseThatCameInTime() {
        images.connect(
                sets,
                stream -> source(stream, index -> {
                    if (index == 7) {
                        served.await();
                    }
                }));
        assertThat(images.find(LARGE, IntStream.of(4 * 128, 7 * 128))).isEmpty();

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(find(LARGE))
                .hasValueSatisfying(kept -> assertThat(kept.images()).hasSize(2 * 128)));
    }

    private Optional<KeptImages> find(StreamDefinition stream) {
        return images.find(stream, IntStream.empty());
    }

    private RecordSource counted(StreamDefinition stream) {
        return source(stream, index -> {
            asked.incrementAndGet();
            taken.add(index);
        });
    }

    private RecordSource hang(StreamDefinition stream) {
        return source(stream, index -> {
            asked.incrementAndGet();
            served.await();
        });
    }

    /** What happens before a record comes. */
    private interface Before {
        void take(int index) throws DataUnavailableException, InterruptedException;
    }

    /** As a stream does, none once its thread is interrupted. */
    private static RecordSource source(StreamDefinition stream, Before before) {
        BlackImages records = new BlackImages(stream);
        return new RecordSource() {
            @Override
            public Optional<ImageRecord> take(int epoch, int index) throws DataUnavailableException {
                try {
                    before.take(index);
                    return records.take(epoch, index);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return Optional.empty();
                }
            }

            @Override
            public void close() {}
        };
    }
}
