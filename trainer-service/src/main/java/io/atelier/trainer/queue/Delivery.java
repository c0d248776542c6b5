package io.atelier.trainer.queue;

import io.atelier.contract.Json;
import io.atelier.contract.Topic;
import io.atelier.contract.message.TrialDefinition;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** One trial as the queue hands it out; ours until it is accepted or released, or its lock is lost. */
public record Delivery(ConsumerRecord<String, byte[]> record) {

    private static final String ITERATION = "iteration";
    private static final String ATTEMPTS = "attempts";

    /** How often the queue has handed it out, this time included; some never reach a trainer. */
    public int count() {
        return record.deliveryCount().orElse((short) 1);
    }

    /** What had become of the trial when it last was known to make progress: {@link Standing#NONE} in a first record. */
    public Standing standing() {
        return new Standing(number(ITERATION), number(ATTEMPTS));
    }

    private long number(String name) {
        Header header = record.headers().lastHeader(name);
        try {
            return header == null ? 0 : Long.parseLong(new String(header.value(), StandardCharsets.UTF_8));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The trial as a new record, whose deliveries count from 1. */
    public static ProducerRecord<String, byte[]> anew(TrialDefinition trial, Standing standing) {
        String id = trial.trial();
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topic.TRIALS.topicName(), Topic.TRIALS.partitionOf(id), id, Json.write(trial));
        add(record, ITERATION, standing.iteration());
        add(record, ATTEMPTS, standing.attempts());
        return record;
    }

    private static void add(ProducerRecord<String, byte[]> record, String name, long value) {
        record.headers().add(name, Long.toString(value).getBytes(StandardCharsets.UTF_8));
    }

    boolean is(ConsumerRecord<String, byte[]> other) {
        return record.partition() == other.partition() && record.offset() == other.offset();
    }

    @Override
    public String toString() {
        return record.topic() + "-" + record.partition() + "@" + record.offset() + ", delivery " + count();
    }
}
