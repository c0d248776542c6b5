package io.atelier.evaluator.testset;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.atelier.contract.message.StreamDefinition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    private final Map<StreamDefinition, Future<TestSet>> loads = new HashMap<>();
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

    /** The images of a test stream; empty if they can't be had within the time that a page waits. */
    public Optional<TestSet> find(StreamDefinition stream) {
        Optional<TestSet> kept = kept(stream);
        if (kept.isPresent() || failures.getIfPresent(stream) != null || !waiting.tryAcquire()) {
            return kept;
        }
        try {
            return load(stream).flatMap(load -> await(stream, load));
        } finally {
            waiting.release();
        }
    }

    private synchronized Optional<TestSet> kept(StreamDefinition stream) {
        return sets == null ? Optional.empty() : sets.kept(stream);
    }

    /** One load at a time for a stream, however many pages wait for it. */
    private synchronized Optional<Future<TestSet>> load(StreamDefinition stream) {
        if (sets == null) {
            return Optional.empty();
        }
        TestSets into = sets;
        TestSetSource from = source;
        loads.values().removeIf(Future::isDone);
        return Optional.of(loads.computeIfAbsent(stream, wanted -> loaders.submit(() -> into.get(wanted, from))));
    }

    private Optional<TestSet> await(StreamDefinition stream, Future<TestSet> load) {
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
