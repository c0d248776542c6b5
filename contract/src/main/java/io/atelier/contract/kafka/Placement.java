package io.atelier.contract.kafka;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Where a record has to be. Everything about a trial lies in one partition, or its order would mean nothing. */
public final class Placement {

    private Placement() {}

    /** A message about {@code key}, as JSON, where it has to be. */
    public static ProducerRecord<String, byte[]> record(Topic topic, String key, Object message) {
        return record(topic, key, key, message);
    }

    /**
     * The same with a key of its own.
     *
     * @param about the trial or stream that the message is about
     */
    public static ProducerRecord<String, byte[]> record(Topic topic, String about, String key, Object message) {
        return new ProducerRecord<>(topic.topicName(), topic.partitionOf(about), key, Json.write(message));
    }

    /**
     * Checks that a record is where {@link Topic#partitionOf} puts what is about {@code key}.
     *
     * @param key the trial or stream that the record is about
     * @throws MalformedMessageException if the record is in another partition
     */
    public static void require(ConsumerRecord<String, byte[]> record, Topic topic, String key)
            throws MalformedMessageException {
        int expected = topic.partitionOf(key);
        if (record.partition() != expected) {
            throw new MalformedMessageException("Expected what is about " + key + " in partition " + expected + " of "
                    + topic.topicName() + ", found it in partition " + record.partition());
        }
    }
}
