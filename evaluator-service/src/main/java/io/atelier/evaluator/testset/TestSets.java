package io.atelier.evaluator.testset;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.DataUnavailableException;
import java.util.Optional;

/** Keeps a few test sets. Thread-safe: whoever waits for one holds up nobody who wants another one. */
public final class TestSets {

    private final Cache<StreamDefinition, TestSet> sets;

    /** @param kept how many are kept */
    public TestSets(int kept) {
        sets = Caffeine.newBuilder().maximumSize(kept).executor(Runnable::run).build();
    }

    /** A test set, if it is kept. */
    Optional<TestSet> kept(StreamDefinition stream) {
        return Optional.ofNullable(sets.getIfPresent(stream));
    }

    /** Asks {@code source} for the test set if it is not kept. */
    public TestSet get(StreamDefinition stream, TestSetSource source)
            throws DataUnavailableException, InterruptedException {
        TestSet set = sets.getIfPresent(stream);
        if (set == null) {
            set = source.get(stream);
            sets.put(stream, set);
        }
        return set;
    }
}
