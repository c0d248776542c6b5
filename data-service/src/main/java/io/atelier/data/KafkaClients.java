package io.atelier.data;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
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

/** Makes Kafka clients. What the configuration says under {@code kafka.} wins over what is said here. */
@Singleton
public class KafkaClients {

    private final Map<String, Object> configuration;

    @Inject
    public KafkaClients(@Identifier("default-kafka-broker") Map<String, Object> configuration) {
        this.configuration = Map.copyOf(configuration);
    }

    public String bootstrapServers() {
        return String.valueOf(configuration.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    }

    /** An admin client that gives up after a few seconds, so that its owner can say what is going on. */
    public Admin admin() {
        return Admin.create(with(Map.of(
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 4_000,
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000)));
    }

    /** A member of {@code group}, which takes over from a killed member after seconds. */
    public Consumer<String, byte[]> member(String group, int maxPollRecords) {
        return consumer(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                maxPollRecords,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                6_000,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                2_000));
    }

    /** A consumer outside of groups that sees committed records only. */
    public Consumer<String, byte[]> reader() {
        return consumer(Map.of(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000));
    }

    /** An idempotent producer that gives a record up after 30 seconds. */
    public Producer<String, byte[]> producer() {
        return producer(Map.of(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 35_000));
    }

    /** A transactional producer; it fences others of the same name when it is initialized. */
    public Producer<String, byte[]> transactional(String transactionalId) {
        return producer(Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                transactionalId,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                20_000,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                20_000));
    }

    private Consumer<String, byte[]> consumer(Map<String, Object> defaults) {
        Map<String, Object> merged = with(defaults);
        merged.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        merged.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(merged, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private Producer<String, byte[]> producer(Map<String, Object> defaults) {
        Map<String, Object> merged = with(defaults);
        merged.put(ProducerConfig.ACKS_CONFIG, "all");
        merged.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new KafkaProducer<>(merged, new StringSerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> with(Map<String, Object> defaults) {
        Map<String, Object> merged = new HashMap<>(defaults);
        merged.putAll(configuration);
        return merged;
    }
}
