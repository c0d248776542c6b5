package io.atelier.trainer.queue;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** One trial as the queue hands it out; ours until it is accepted or released, or its lock is lost. */
public record Delivery(ConsumerRecord<String, byte[]> record) {

    private static final String ITERATION = "iteration";

    /** How often the queue has handed it out, this time included. */
    public int count() {
        return record.deliveryCount().orElse((short) 1);
    }

    /** How far the trial was when this record was put into the queue: 0 unless it is a {@link #copy}. */
    public long iteration() {
        Header header = record.headers().lastHeader(ITERATION);
        try {
            return header == null ? 0 : Long.parseLong(new String(header.value(), StandardCharsets.UTF_8));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The same trial as a new record, whose deliveries count from 1. */
    public ProducerRecord<String, byte[]> copy(long iteration) {
        ProducerRecord<String, byte[]> copy =
                new ProducerRecord<>(record.topic(), record.partition(), record.key(), record.value());
        copy.headers().add(ITERATION, Long.toString(iteration).getBytes(StandardCharsets.UTF_8));
        return copy;
    }

    boolean is(ConsumerRecord<String, byte[]> other) {
        return record.partition() == other.partition() && record.offset() == other.offset();
    }

    @Override
    public String toString() {
        return record.topic() + "-" + record.partition() + "@" + record.offset() + ", delivery " + count();
    }
}
