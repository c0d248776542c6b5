package io.atelier.evaluator.trainset;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.contract.stream.RecordSource;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Training images for pages. No page waits for them: what it lacks is asked for in the background, one stream after the
 * other, and is there when the page is asked for again. Thread-safe.
 */
public final class TrainImages {

    private static final Logger LOG = LoggerFactory.getLogger(TrainImages.class);

    /** Of all images that are kept. */
    private static final long MOST_BYTES = 64L << 20;

    /** How many streams may be wanted at once; pages that want more are asked for again anyway. */
    private static final int MOST_LOADS = 32;

    /** How long a dataset whose images did not come is left alone. */
    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private final Cache<StreamDefinition, FewImages> kept = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((StreamDefinition stream, FewImages images) -> images.bytes())
            .executor(Runnable::run)
            .build();
    private final Cache<String, Boolean> failures = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(REMEMBERED)
            .executor(Runnable::run)
            .build();
    private final Set<StreamDefinition> loads = new HashSet<>();
    private Function<StreamDefinition, RecordSource> source;
    private ExecutorService loader;

    /** From now on, until {@link #disconnect}, images can be had from {@code newSource}, which opens a stream. */
    public synchronized void connect(Function<StreamDefinition, RecordSource> newSource) {
        source = newSource;
        loader = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "page-train-images");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Gives up what is being loaded. */
    public synchronized void disconnect() {
        if (loader != null) {
            loader.shutdownNow();
            loader = null;
            loads.clear();
        }
    }

    /** The images of a {@link FewImages#stream}, if they have come; else they are asked for. */
    public synchronized Optional<FewImages> find(StreamDefinition stream) {
        FewImages images = kept.getIfPresent(stream);
        if (images == null && loader != null && loads.size() < MOST_LOADS && !hasFailed(stream) && loads.add(stream)) {
            Function<StreamDefinition, RecordSource> from = source;
            loader.execute(() -> load(stream, from));
        }
        return Optional.ofNullable(images);
    }

    /** Whether images of a stream are on their way. */
    public synchronized boolean isLoading(StreamDefinition stream) {
        return loads.contains(stream);
    }

    private void load(StreamDefinition stream, Function<StreamDefinition, RecordSource> from) {
        if (!hasFailed(stream)) {
            try (RecordSource records = from.apply(stream)) {
                kept.put(stream, FewImages.read(stream, records));
            } catch (DataUnavailableException | RuntimeException e) {
                failures.put(stream.dataset().id(), true);
                LOG.warn(
                        "Pages go without training images of {} for {} s: {}",
                        stream.dataset().id(),
                        REMEMBERED.toSeconds(),
                        e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        synchronized (this) {
            loads.remove(stream);
        }
    }

    private boolean hasFailed(StreamDefinition stream) {
        return failures.getIfPresent(stream.dataset().id()) != null;
    }
}
