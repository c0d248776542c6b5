package io.atelier.data.planning;

import io.atelier.contract.SplitMix64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * What to do when another producer took over a transactional id: take it back, and read first what the other has done. Two that
 * do so at the same pace would go on for ever, so each waits a moment of its own, longer each time.
 */
final class Fencing {

    /** How often to try in all. */
    static final int ATTEMPTS = 4;

    private static final int FIRST_PAUSE_MILLIS = 500;

    /**
     * All that a commit hears that the broker gets while it takes over: its coordinator throws an IllegalStateException,
     * "already a pending state PREPARE_EPOCH_FENCE" (Kafka 4.4.0).
     */
    private static final String UNEXPECTED = "Unhandled error in EndTxnResponse";

    private Fencing() {}

    /** Whether {@code failure} of a transaction may come of a producer that took over. */
    static boolean isPossible(KafkaException failure) {
        return failure instanceof ProducerFencedException
                || failure instanceof InvalidProducerEpochException
                || failure instanceof InvalidTxnStateException
                || String.valueOf(failure.getMessage()).startsWith(UNEXPECTED);
    }

    /**
     * Waits before the next try.
     *
     * @param attempt the one that failed, from 1
     */
    static void pause(int attempt) {
        int most = FIRST_PAUSE_MILLIS << (attempt - 1);
        long millis = new SplitMix64(System.nanoTime()).nextInt(most);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
