package io.atelier.evaluator.testset;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.BatchStream;
import io.atelier.contract.stream.BatchStreams;
import io.atelier.contract.stream.DataUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where test sets come from. */
@FunctionalInterface
public interface TestSetSource {

    /**
     * Waits for a test set.
     *
     * @throws DataUnavailableException if it does not come
     */
    TestSet get(StreamDefinition stream) throws DataUnavailableException, InterruptedException;

    /** Asks the data service, anew each time. */
    static TestSetSource of(BatchStreams streams) {
        Logger log = LoggerFactory.getLogger(TestSetSource.class);
        return stream -> {
            long start = System.nanoTime();
            try (BatchStream records = streams.open(stream, 1, () -> false)) {
                TestSet set = TestSet.read(stream, records);
                log.info(
                        "Test set {}: {} images in {} ms",
                        stream.id(),
                        set.size(),
                        (System.nanoTime() - start) / 1_000_000);
                return set;
            }
        };
    }
}
