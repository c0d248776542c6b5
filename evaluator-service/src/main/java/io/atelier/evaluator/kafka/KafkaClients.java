package io.atelier.evaluator.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Opens clients from the common settings (addresses, security). The caller closes them. */
public final class KafkaClients {

    private static final int TRANSACTION_TIMEOUT_MILLIS = 30_000;

    private final Map<String, Object> common;

    /** @param common Kafka settings without the prefix {@code kafka.} */
    public KafkaClients(Map<String, Object> common) {
        this.common = new HashMap<>(common);
        // Which group a consumer belongs to is decided below, not by a default for all.
        this.common.remove(ConsumerConfig.GROUP_ID_CONFIG);
    }

    public String bootstrapServers() {
        return String.valueOf(common.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    }

    public Map<String, Object> settings() {
        return Map.copyOf(common);
    }

    public Admin admin() {
        return Admin.create(common);
    }

    /** Reads committed records from the beginning where its group has no offset; commits only when told. */
    public Consumer<String, byte[]> consumer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(common);
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        all.putAll(settings);
        return new KafkaConsumer<>(all, new StringDeserializer(), new ByteArrayDeserializer());
    }

    public Producer<String, byte[]> producer() {
        return new KafkaProducer<>(common, new StringSerializer(), new ByteArraySerializer());
    }

    public Producer<String, byte[]> transactionalProducer(String transactionalId) {
        Map<String, Object> all = new HashMap<>(common);
        all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        all.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        return new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer());
    }
}
