package io.atelier.evaluator.testset;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.contract.stream.KeptImages;
import io.atelier.contract.stream.RecordSource;
import io.atelier.contract.tensor.ImageRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The test images for pages. After a restart of the evaluator nothing is scored any more for runs that have ended, so
 * their images are asked for when a page needs them. A page is as good without: it waits for a few seconds only, beside a
 * few others, and images that did not come are not asked for again for a while. Thread-safe.
 */
public final class TestImages {

    private static final Logger LOG = LoggerFactory.getLogger(TestImages.class);

    /** How many streams are read at once. */
    private static final int LOADERS = 2;

    /** How many pages may wait at once; a thread each. */
    private static final int WAITING = 16;

    /** How long a stream that did not come is left alone. */
    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private final Duration patience;
    private final Semaphore waiting = new Semaphore(WAITING);
    private final Map<StreamDefinition, Future<KeptImages>> loads = new HashMap<>();
    private final Cache<StreamDefinition, Boolean> failures = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(REMEMBERED)
            .executor(Runnable::run)
            .build();
    private TestSets sets;
    private TestSetSource source;
    private ExecutorService loaders;

    /** @param patience how long a page waits for its images */
    public TestImages(Duration patience) {
        this.patience = patience;
    }

    /** From now on, until {@link #disconnect}, images can be had: those that are kept, and others from {@code newSource}. */
    public synchronized void connect(TestSets kept, TestSetSource newSource) {
        sets = kept;
        source = newSource;
        loaders = Executors.newFixedThreadPool(LOADERS, task -> {
            Thread thread = new Thread(task, "page-images");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Gives up what is being loaded. */
    public synchronized void disconnect() {
        sets = null;
        loaders.shutdownNow();
        loads.clear();
    }

    /**
     * The images of a test stream: all where they are kept for scoring, else those of its first record and as many of the
     * wanted ones as may be kept.
     *
     * @param wanted images, those that matter most first
     * @return empty if none can be had within the time that a page waits; some may be missing
     */
    public Optional<KeptImages> find(StreamDefinition stream, IntStream wanted) {
        Optional<TestSets> connected = connected();
        if (connected.isEmpty()) {
            return Optional.empty();
        }
        Set<Integer> needed = needed(connected.get(), stream, wanted);
        Optional<KeptImages> kept = connected.get().kept(stream);
        if (kept.filter(images -> images.hasRecords(needed)).isPresent()
                || failures.getIfPresent(stream) != null
                || !waiting.tryAcquire()) {
            return kept;
        }
        try {
            return load(stream, needed).flatMap(load -> await(stream, load)).or(() -> kept);
        } finally {
            waiting.release();
        }
    }

    private synchronized Optional<TestSets> connected() {
        return Optional.ofNullable(sets);
    }

    /** In ascending order, as a stream gives them. */
    private static Set<Integer> needed(TestSets sets, StreamDefinition stream, IntStream wanted) {
        IntStream records = sets.fits(stream)
                ? IntStream.range(0, stream.records())
                : IntStream.concat(
                                IntStream.of(0),
                                wanted.filter(image -> image >= 0 && image < stream.images())
                                        .map(image -> image / stream.recordImages()))
                        .distinct()
                        .limit(sets.mostRecords(stream));
        return records.boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    /** One load at a time for a stream, however many pages wait for it. */
    private synchronized Optional<Future<KeptImages>> load(StreamDefinition stream, Set<Integer> needed) {
        if (sets == null) {
            return Optional.empty();
        }
        TestSets into = sets;
        TestSetSource from = source;
        loads.values().removeIf(Future::isDone);
        return Optional.of(
                loads.computeIfAbsent(stream, wanted -> loaders.submit(() -> read(into, wanted, from, needed))));
    }

    /** Asks for those records that are not kept. */
    private static KeptImages read(TestSets sets, StreamDefinition stream, TestSetSource source, Set<Integer> needed)
            throws DataUnavailableException, InterruptedException {
        Map<Integer, ImageRecord> found = new HashMap<>();
        sets.kept(stream)
                .ifPresent(kept ->
                        needed.forEach(index -> kept.record(index).ifPresent(record -> found.put(index, record))));
        try (RecordSource records = sets.open(stream, source)) {
            for (int index : needed) {
                if (!found.containsKey(index)) {
                    found.put(index, records.take(1, index).orElseThrow(() -> stopped(stream)));
                }
            }
            return new KeptImages(stream, found);
        } finally {
            // If there was not the time for all of them, the next page goes on from here.
            if (!sets.fits(stream)) {
                sets.keep(new KeptImages(stream, found));
            }
        }
    }

    /** Takes the interrupt back: it would disturb the closing of the clients. */
    private static InterruptedException stopped(StreamDefinition stream) {
        Thread.interrupted();
        return new InterruptedException("stopped while fetching test images of " + stream.id());
    }

    private Optional<KeptImages> await(StreamDefinition stream, Future<KeptImages> load) {
        try {
            return Optional.of(load.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            load.cancel(true);
            failed(stream, "they did not come within " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            failed(stream, e.getCause().getMessage());
        } catch (CancellationException e) {
            // Another page has waited for long enough.
            LOG.debug("A page goes without the test images of {}", stream.id(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private void failed(StreamDefinition stream, String reason) {
        if (failures.asMap().putIfAbsent(stream, true) == null) {
            LOG.warn(
                    "Pages go without the test images of {} for {} s: {}", stream.id(), REMEMBERED.toSeconds(), reason);
        }
    }
}
