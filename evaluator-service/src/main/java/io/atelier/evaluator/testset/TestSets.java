package io.atelier.evaluator.testset;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.KeptImages;
import io.atelier.contract.stream.RecordSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a few test sets that are small enough, and of larger ones what pages show. Thread-safe: whoever waits for one holds
 * up nobody who wants another one.
 */
public final class TestSets {

    private static final Logger LOG = LoggerFactory.getLogger(TestSets.class);

    private final long mostBytes;
    private final Cache<StreamDefinition, KeptImages> sets;

    /**
     * None at first.
     *
     * @param kept how many are kept
     * @param mostBytes the most bytes of one of them
     */
    public TestSets(int kept, long mostBytes) {
        this.mostBytes = mostBytes;
        sets = Caffeine.newBuilder().maximumSize(kept).executor(Runnable::run).build();
    }

    /** Whether a test set is kept as a whole; if not, it is asked for whenever it is needed. */
    public boolean fits(StreamDefinition stream) {
        return KeptImages.bytes(stream) <= mostBytes;
    }

    /** How many records are kept at most of a test set that does not fit. */
    int mostRecords(StreamDefinition stream) {
        return (int) Math.max(1, mostBytes / stream.recordBytes());
    }

    /** What is kept of a test set: all of one that fits, some records of another. */
    Optional<KeptImages> kept(StreamDefinition stream) {
        return Optional.ofNullable(sets.getIfPresent(stream));
    }

    /** Keeps some records of a test set that does not fit, in the place of those that were kept before. */
    void keep(KeptImages some) {
        sets.put(some.stream(), some);
    }

    /** The records of a test set, of {@code source} unless they are kept; the caller closes it. */
    RecordSource open(StreamDefinition stream, TestSetSource source) {
        if (!fits(stream)) {
            return source.open(stream);
        }
        Optional<KeptImages> kept = kept(stream);
        if (kept.isPresent()) {
            return kept.get().records();
        }
        long start = System.nanoTime();
        return KeptImages.keeping(stream, source.open(stream), all -> {
            sets.put(stream, all);
            LOG.info(
                    "Test set {}: {} images in {} ms, which are kept",
                    stream.id(),
                    stream.images(),
                    (System.nanoTime() - start) / 1_000_000);
        });
    }

    /** What all that is kept takes. */
    public long bytes() {
        return sets.asMap().values().stream().mapToLong(KeptImages::bytes).sum();
    }
}
