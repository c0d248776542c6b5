package io.atelier.data.topic;

import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.data.source.UnreadableImageException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of a version that can't be used. The first ones become dead letters; a topic of something else than images
 * must not push all other letters out. Thread-safe.
 */
final class RejectedRecords {

    private static final Logger LOG = LoggerFactory.getLogger(RejectedRecords.class);
    private static final int MOST_LETTERS = 1_000;

    private final Optional<DeadLetterPublisher> deadLetters;
    private final AtomicInteger found = new AtomicInteger();

    private RejectedRecords(Optional<DeadLetterPublisher> deadLetters) {
        this.deadLetters = deadLetters;
    }

    /** Of a version that is made for the first time. */
    static RejectedRecords to(DeadLetterPublisher deadLetters) {
        return new RejectedRecords(Optional.of(deadLetters));
    }

    /** Of a version that is made again: there are letters of its records already. */
    static RejectedRecords reportedBefore() {
        return new RejectedRecords(Optional.empty());
    }

    void add(ConsumerRecord<String, byte[]> record, UnreadableImageException reason) {
        int number = found.incrementAndGet();
        if (number <= MOST_LETTERS) {
            deadLetters.ifPresent(letters -> letters.send(record, reason));
        } else if (number == MOST_LETTERS + 1) {
            LOG.warn(
                    "More than {} records of topic {} can't be used: no more dead letters",
                    MOST_LETTERS,
                    record.topic());
        }
    }
}
