package io.atelier.contract.kafka;

import io.atelier.contract.Topic;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;

/**
 * Tells whether Kafka refuses records because the clock of this machine differs from its own. It takes none from the
 * future, beyond {@code message.timestamp.after.max.ms}, which is an hour unless someone set it.
 */
public final class ClockSkew {

    /** How the broker says it. */
    private static final Pattern OUT_OF_RANGE =
            Pattern.compile("Timestamp (-?\\d+) .*out of range.*\\[(-?\\d+), (-?\\d+)]", Pattern.DOTALL);

    private ClockSkew() {}

    /** What was expected, found and is to do, if {@code failure} or one of its causes is such a refusal. */
    public static Optional<String> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String reason = String.valueOf(cause.getMessage());
            if (cause instanceof InvalidTimestampException || isTimestampOfSeveral(cause, reason)) {
                return Optional.of(explanation(reason));
            }
        }
        return Optional.empty();
    }

    /** Of several records in one batch the client says no more than that they are invalid, and why. */
    private static boolean isTimestampOfSeveral(Throwable cause, String reason) {
        return cause instanceof InvalidRecordException
                && OUT_OF_RANGE.matcher(reason).find();
    }

    /**
     * Asks the broker whether it takes records with the time of this machine. The record that asks is in a transaction
     * that is aborted, so no {@code read_committed} reader sees it.
     *
     * @param producer with its transactions initialized and none begun; of no use any more after an exception
     * @return what is wrong, or nothing
     * @throws KafkaException if the broker does not say
     */
    public static Optional<String> ask(Producer<String, byte[]> producer) throws InterruptedException {
        Optional<String> skew = Optional.empty();
        producer.beginTransaction();
        try {
            producer.send(new ProducerRecord<>(Topic.BATCH_REQUESTS.topicName(), 0, "clock", new byte[0]))
                    .get();
        } catch (ExecutionException e) {
            skew = in(e);
            if (skew.isEmpty()) {
                throw new KafkaException(
                        "Cannot find out whether the broker takes the time of this machine: "
                                + e.getCause().getMessage(),
                        e.getCause());
            }
        }
        producer.abortTransaction();
        return skew;
    }

    private static String explanation(String reason) {
        Matcher range = OUT_OF_RANGE.matcher(reason);
        String found = range.find()
                ? "the time here is " + time(range.group(1)) + ", and the broker takes " + time(range.group(2)) + " to "
                        + time(range.group(3))
                : reason;
        return "Kafka refuses records because this machine's clock and the broker's differ: " + found
                + ". Set whichever clock is wrong; the broker's setting message.timestamp.after.max.ms (1 h by"
                + " default) says how far ahead of its own a clock may be";
    }

    /** For a person; the number where there is no such date. */
    private static String time(String millis) {
        try {
            long time = Long.parseLong(millis);
            return time <= 0 ? "any earlier time" : Instant.ofEpochMilli(time).toString();
        } catch (NumberFormatException | DateTimeException e) {
            return millis;
        }
    }
}
