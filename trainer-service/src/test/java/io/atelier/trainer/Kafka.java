package io.atelier.trainer;

import io.atelier.contract.Json;
import io.atelier.contract.TestBroker;
import io.atelier.contract.Topic;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.Topics;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The broker of the tests, from outside the trainer. */
public final class Kafka {

    private Kafka() {}

    /** Settings of every client. */
    public static Map<String, Object> settings() {
        return Map.of("bootstrap.servers", TestBroker.bootstrapServers());
    }

    public static Admin admin() throws InterruptedException {
        Admin admin = Admin.create(settings());
        Topics.createMissing(admin);
        return admin;
    }

    public static KafkaClients clients() {
        return new KafkaClients(settings());
    }

    public static Producer<String, byte[]> producer() {
        return clients().producer();
    }

    /** Queues a trial as the planner does: its first event, then its record. */
    public static void queue(TrialDefinition trial) throws InterruptedException {
        send(Topic.TRIAL_EVENTS, trial.trial(), Json.write(TrialEvent.queued(trial, Instant.now())));
        send(Topic.TRIALS, trial.trial(), Json.write(trial));
    }

    /** Removes all trials: what has not ended would be looked for by the trainers of tests that come after. */
    public static void removeTrials() throws InterruptedException {
        List<String> trials = read(Topic.TRIAL_EVENTS).stream()
                .map(ConsumerRecord::key)
                .distinct()
                .toList();
        for (String trial : trials) {
            send(Topic.TRIAL_EVENTS, trial, null);
        }
    }

    public static void send(Topic topic, String key, byte[] value) throws InterruptedException {
        send(new ProducerRecord<>(topic.topicName(), topic.partitionOf(key), key, value));
    }

    public static void send(ProducerRecord<String, byte[]> record) throws InterruptedException {
        try (Producer<String, byte[]> producer = producer()) {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All that a {@code read_committed} reader sees of a topic now, tombstones included. */
    public static List<ConsumerRecord<String, byte[]>> read(Topic topic) {
        return read(topic.topicPartitions());
    }

    public static List<ConsumerRecord<String, byte[]>> read(List<TopicPartition> partitions) {
        Map<String, Object> config = new HashMap<>(settings());
        config.put("isolation.level", "read_committed");
        config.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    public static List<ConsumerRecord<String, byte[]>> read(Topic topic, String key) {
        return read(topic).stream().filter(record -> key.equals(record.key())).toList();
    }
}
