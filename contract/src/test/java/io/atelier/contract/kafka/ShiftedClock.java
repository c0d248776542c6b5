package io.atelier.contract.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives a client's records the time of a machine whose clock is ahead: {@link #SETTINGS} are for clients whose clock
 * goes by {@link #ahead}. It is a consumer's interceptor, too, as both kinds of clients read the same setting.
 */
public final class ShiftedClock implements ProducerInterceptor<String, byte[]>, ConsumerInterceptor<String, byte[]> {

    public static final Map<String, Object> SETTINGS = Map.of("interceptor.classes", ShiftedClock.class.getName());

    private static volatile Duration ahead = Duration.ZERO;

    /** From now on. */
    public static void set(Duration newAhead) {
        ahead = newAhead;
    }

    @Override
    public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> record) {
        return new ProducerRecord<>(
                record.topic(),
                record.partition(),
                System.currentTimeMillis() + ahead.toMillis(),
                record.key(),
                record.value(),
                record.headers());
    }

    @Override
    public ConsumerRecords<String, byte[]> onConsume(ConsumerRecords<String, byte[]> records) {
        return records;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
        // Nothing to do.
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Nothing to do.
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // Nothing to do.
    }

    @Override
    public void close() {
        // Nothing to do.
    }
}
