package io.atelier.evaluator.testset;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.DataUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Test sets, waited for until that is in vain: then those that need one are given up, so that one stream that nobody serves
 * does not hold up all others for ever. One thread asks; any thread may look.
 */
public final class AwaitedTestSets {

    /** There may be many streams that nobody serves. */
    private static final int REMEMBERED = 100;

    private final TestSetSource source;
    private final Duration patience;
    private final LongSupplier clock;
    private final Cache<String, Long> givenUp = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .build();

    private volatile Wait wait;

    private record Wait(String stream, long since) {}

    /**
     * Test sets of a source.
     *
     * @param patience how long to wait for one, however many attempts that are
     * @param clock in nanoseconds
     */
    public AwaitedTestSets(TestSetSource source, Duration patience, LongSupplier clock) {
        this.source = source;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Asks for a test set; one that was given up is asked for again only after a while.
     *
     * @throws DataUnavailableException if it did not come this time
     * @throws TestImagesGivenUpException if it has not come for so long that it is given up
     */
    public TestSet get(StreamDefinition stream)
            throws DataUnavailableException, TestImagesGivenUpException, InterruptedException {
        String id = stream.id();
        if (isGivenUp(id)) {
            throw givenUp(stream);
        }
        if (wait == null || !wait.stream().equals(id)) {
            wait = new Wait(id, clock.getAsLong());
        }
        try {
            TestSet set = source.get(stream);
            wait = null;
            givenUp.invalidate(id);
            return set;
        } catch (DataUnavailableException e) {
            if (isOver(wait.since()) || givenUp.getIfPresent(id) != null) {
                wait = null;
                givenUp.put(id, clock.getAsLong());
                throw givenUp(stream);
            }
            throw e;
        }
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
                "Expected the test images of stream " + stream.id() + ", found none within "
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
