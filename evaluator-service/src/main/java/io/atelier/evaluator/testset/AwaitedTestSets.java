package io.atelier.evaluator.testset;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.contract.stream.RecordSource;
import io.atelier.contract.tensor.ImageRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Test sets, waited for until that is in vain: then those that need one are given up, so that one stream that nobody serves
 * does not hold up all others for ever. One thread reads; any thread may look.
 */
public final class AwaitedTestSets {

    /** There may be many streams that nobody serves. */
    private static final int REMEMBERED = 100;

    private final TestSets sets;
    private final TestSetSource source;
    private final Duration patience;
    private final LongSupplier clock;
    private final Cache<String, Long> givenUp = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .build();

    private volatile Wait wait;

    /**
     * For a record of a stream.
     *
     * @param failed whether one has not come in an attempt to read them all: then it is over when all have come
     */
    private record Wait(String stream, long since, boolean failed) {}

    /**
     * Test sets of a source.
     *
     * @param sets keep what fits
     * @param patience how long to wait for one, however many attempts that are
     * @param clock in nanoseconds
     */
    public AwaitedTestSets(TestSets sets, TestSetSource source, Duration patience, LongSupplier clock) {
        this.sets = sets;
        this.source = source;
        this.patience = patience;
        this.clock = clock;
    }

    /** What is made of all records of a test set. */
    @FunctionalInterface
    public interface Reading<T> {

        /**
         * Takes all of them.
         *
         * @throws InterruptedException if there are none since this thread is to stop
         */
        T of(RecordSource records) throws DataUnavailableException, InterruptedException;
    }

    /**
     * Reads a test set; one that was given up is asked for again only after a while.
     *
     * @throws DataUnavailableException if it did not come this time
     * @throws TestImagesGivenUpException if it has not come for so long that it is given up
     */
    public <T> T read(StreamDefinition stream, Reading<T> reading)
            throws DataUnavailableException, TestImagesGivenUpException, InterruptedException {
        String id = stream.id();
        if (isGivenUp(id)) {
            throw givenUp(stream);
        }
        try (RecordSource records = sets.open(stream, source)) {
            T result = reading.of(awaited(id, records));
            wait = null;
            givenUp.invalidate(id);
            return result;
        } catch (DataUnavailableException e) {
            if (isOver(wait.since()) || givenUp.getIfPresent(id) != null) {
                wait = null;
                givenUp.put(id, clock.getAsLong());
                throw givenUp(stream);
            }
            wait = new Wait(id, wait.since(), true);
            throw e;
        }
    }

    /** The same records, of which this knows for which it waits, and since when. */
    private RecordSource awaited(String id, RecordSource records) {
        return new RecordSource() {
            @Override
            public Optional<ImageRecord> take(int epoch, int index) throws DataUnavailableException {
                if (wait == null || !wait.stream().equals(id)) {
                    wait = new Wait(id, clock.getAsLong(), false);
                }
                Optional<ImageRecord> record = records.take(epoch, index);
                if (!wait.failed()) {
                    wait = null;
                }
                return record;
            }

            @Override
            public void close() {
                records.close();
            }
        };
    }

    private boolean isGivenUp(String id) {
        Long since = givenUp.getIfPresent(id);
        return since != null && !isOver(since);
    }

    private boolean isOver(long since) {
        return clock.getAsLong() - since >= patience.toNanos();
    }

    private TestImagesGivenUpException givenUp(StreamDefinition stream) {
        return new TestImagesGivenUpException(
                "Expected the test images of stream " + stream.id() + ", but not all came within "
                        + patience.toSeconds() + " s: start a data-service that has the dataset "
                        + stream.dataset().id()
                        + ", then set the offsets of the group evaluator back to score the checkpoint");
    }

    /** The stream that is being waited for, if one is. */
    public Optional<String> waitingFor() {
        return Optional.ofNullable(wait).map(Wait::stream);
    }

    /** How long it has been waited for; 0 if none is. */
    public double waitingSeconds() {
        Wait current = wait;
        return current == null ? 0 : (clock.getAsLong() - current.since()) / 1e9;
    }
}
