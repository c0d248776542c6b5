package io.atelier.evaluator.testset;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.BatchStream;
import io.atelier.contract.stream.BatchStreams;
import io.atelier.contract.stream.DataUnavailableException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the test sets that were used last. Thread-safe. */
public final class TestSets {

    private static final Logger LOG = LoggerFactory.getLogger(TestSets.class);

    private final BatchStreams streams;
    private final int kept;
    private final Map<StreamDefinition, TestSet> sets = new LinkedHashMap<>(4, 0.75f, true);

    public TestSets(BatchStreams streams, int kept) {
        this.streams = streams;
        this.kept = kept;
    }

    /** Asks for the test set if it is not kept. */
    public synchronized TestSet get(StreamDefinition stream) throws DataUnavailableException, InterruptedException {
        TestSet set = sets.get(stream);
        if (set == null) {
            if (sets.size() >= kept) {
                sets.remove(sets.keySet().iterator().next());
            }
            set = load(stream);
            sets.put(stream, set);
        }
        return set;
    }

    private TestSet load(StreamDefinition stream) throws DataUnavailableException, InterruptedException {
        long start = System.nanoTime();
        try (BatchStream batches = streams.open(stream, 1, () -> false)) {
            TestSet set = TestSet.read(stream, batches);
            LOG.info(
                    "Test set {}: {} images in {} ms",
                    stream.id(),
                    set.size(),
                    (System.nanoTime() - start) / 1_000_000);
            return set;
        }
    }
}
