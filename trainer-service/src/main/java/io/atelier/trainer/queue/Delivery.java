package io.atelier.trainer.queue;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One trial as the queue hands it out; ours until it is accepted or released, or its lock is lost. */
public record Delivery(ConsumerRecord<byte[], byte[]> record) {

    /** How often the queue has handed it out, this time included. */
    public int count() {
        return record.deliveryCount().orElse((short) 1);
    }

    boolean is(ConsumerRecord<byte[], byte[]> other) {
        return record.partition() == other.partition() && record.offset() == other.offset();
    }

    @Override
    public String toString() {
        return record.topic() + "-" + record.partition() + "@" + record.offset() + ", delivery " + count();
    }
}
