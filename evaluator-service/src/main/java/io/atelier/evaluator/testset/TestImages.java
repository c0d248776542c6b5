package io.atelier.evaluator.testset;

import io.atelier.contract.message.StreamDefinition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The test images for pages. After a restart of the evaluator nothing is scored any more for runs that have ended, so
 * their images are asked for when a page needs them. Thread-safe.
 */
public final class TestImages {

    private static final Logger LOG = LoggerFactory.getLogger(TestImages.class);

    private final Duration patience;
    private final Map<StreamDefinition, Future<TestSet>> loads = new HashMap<>();
    private TestSets source;
    private ExecutorService loader;

    /** @param patience how long a page waits for its images */
    public TestImages(Duration patience) {
        this.patience = patience;
    }

    /** From now on, until {@link #disconnect}, images can be had. */
    public synchronized void connect(TestSets newSource) {
        source = newSource;
        loader = Executors.newSingleThreadExecutor(task -> new Thread(task, "page-images"));
    }

    /** Gives up what is being loaded. */
    public synchronized void disconnect() {
        source = null;
        loader.shutdownNow();
        loads.clear();
    }

    /** The images of a test stream; empty if they can't be had within the time that a page waits. */
    public Optional<TestSet> find(StreamDefinition stream) {
        Optional<Future<TestSet>> load = load(stream);
        if (load.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(load.get().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            LOG.warn("The test images of {} did not come within {}: a page goes without", stream.id(), patience);
        } catch (ExecutionException e) {
            LOG.warn("A page goes without the test images of {}: {}", stream.id(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** One load at a time for a stream, however many pages wait for it. */
    private synchronized Optional<Future<TestSet>> load(StreamDefinition stream) {
        if (source == null) {
            return Optional.empty();
        }
        TestSets from = source;
        loads.values().removeIf(Future::isDone);
        return Optional.of(loads.computeIfAbsent(stream, wanted -> loader.submit(() -> from.get(wanted))));
    }
}
