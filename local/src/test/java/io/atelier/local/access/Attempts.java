package io.atelier.local.access;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Things that one may try with Kafka, each with a client of its own, which gets the settings given. */
final class Attempts {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    interface Attempt {
        void with(Map<String, Object> client) throws Exception;
    }

    interface Asked {
        KafkaFuture<?> of(Admin admin);
    }

    private Attempts() {}

    /** What it was refused with, or nothing. */
    static Throwable refusal(Attempt attempt, Map<String, Object> client) throws Exception {
        try {
            attempt.with(client);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (RuntimeException e) {
            return e;
        }
    }

    static Attempt admin(Asked asked) {
        return client -> {
            try (Admin admin = Admin.create(client)) {
                asked.of(admin).get();
            }
        };
    }

    static Attempt write(String topic) {
        return client -> {
            // An idempotent producer would first be refused as such, and the topic never asked for.
            try (Producer<String, String> producer = new KafkaProducer<>(
                    with(client, Map.of("enable.idempotence", false)),
                    new StringSerializer(),
                    new StringSerializer())) {
                producer.send(new ProducerRecord<>(topic, "key", "{}")).get();
            }
        };
    }

    static Attempt read(String topic) {
        return client -> {
            try (Consumer<String, String> consumer = consumer(client)) {
                TopicPartition partition = new TopicPartition(topic, 0);
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                consumer.position(partition);
                consumer.poll(Duration.ofMillis(500));
            }
        };
    }

    /** Reads {@code topic}, which is allowed, as a member of a group. */
    static Attempt join(String group, String topic) {
        return client -> {
            try (Consumer<String, String> consumer = consumer(with(client, Map.of("group.id", group)))) {
                consumer.subscribe(List.of(topic));
                consumer.poll(PATIENCE);
            }
        };
    }

    static Attempt joinShare(String group, String topic) {
        return client -> {
            try (ShareConsumer<String, String> consumer = new KafkaShareConsumer<>(
                    with(client, Map.of("group.id", group)), new StringDeserializer(), new StringDeserializer())) {
                consumer.subscribe(List.of(topic));
                consumer.poll(PATIENCE);
            }
        };
    }

    static Attempt fence(String transactionalId) {
        return client -> {
            try (Producer<String, String> producer = new KafkaProducer<>(
                    with(client, Map.of("transactional.id", transactionalId)),
                    new StringSerializer(),
                    new StringSerializer())) {
                producer.initTransactions();
            }
        };
    }

    private static Consumer<String, String> consumer(Map<String, Object> client) {
        return new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer());
    }

    private static Map<String, Object> with(Map<String, Object> settings, Map<String, Object> others) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(others);
        return all;
    }
}
