package io.atelier.contract.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Opens clients with the configured addresses, security and timeouts. What correctness needs is set here or by the
 * caller and wins over the configuration. The caller closes the clients. Thread-safe.
 */
public final class KafkaClients {

    /** Of transactions and deliveries. A killed owner's open transaction holds every reader back for that long. */
    private static final int TIMEOUT_MILLIS = 30_000;

    /** What transactional ids of owners of trials begin with; rights are given for it. */
    private static final String OWNER = "trial.";

    private final Map<String, Object> configuration;

    /** @param configuration Kafka settings without the prefix {@code kafka.} */
    public KafkaClients(Map<String, Object> configuration) {
        this.configuration = new HashMap<>(configuration);
        // Who belongs to a group is decided below, not by a default for all.
        this.configuration.remove(ConsumerConfig.GROUP_ID_CONFIG);
    }

    public String bootstrapServers() {
        return String.valueOf(configuration.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    public String securityProtocol() {
        return String.valueOf(configuration.getOrDefault(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL));
    }

    public Admin admin() {
        return admin(Map.of());
    }

    /**
     * An admin client.
     *
     * @param settings win over all others
     */
    public Admin admin(Map<String, Object> settings) {
        return Admin.create(with(configuration, settings));
    }

    /**
     * A consumer in no group. It sees committed records only, and begins where it is told to or at the
     * beginning.
     *
     * @param settings win over all others
     */
    public Consumer<String, byte[]> reader(Map<String, Object> settings) {
        return new KafkaConsumer<>(reading(settings), new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Like a reader, for topics of others, whose keys may be any bytes. */
    public Consumer<byte[], byte[]> binaryReader(Map<String, Object> settings) {
        return new KafkaConsumer<>(reading(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> reading(Map<String, Object> settings) {
        Map<String, Object> needed = Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
        return with(with(configuration, needed), settings);
    }

    /** Like a reader, but in a group, for which it commits when told. */
    public Consumer<String, byte[]> member(String group, Map<String, Object> settings) {
        return reader(with(settings, Map.of(ConsumerConfig.GROUP_ID_CONFIG, group)));
    }

    /** A member of a share group, which takes one record at a time and answers for each. */
    public ShareConsumer<String, byte[]> shareMember(String group) {
        return new KafkaShareConsumer<>(
                with(
                        configuration,
                        Map.of(
                                ConsumerConfig.GROUP_ID_CONFIG,
                                group,
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                1,
                                ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG,
                                "explicit",
                                ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG,
                                "record_limit")),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** An idempotent producer. */
    public Producer<String, byte[]> producer() {
        return producer(Map.of());
    }

    /** A producer that fences others of the same name when its transactions are initialized. */
    public Producer<String, byte[]> transactional(String transactionalId) {
        return producer(Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TIMEOUT_MILLIS));
    }

    /**
     * A producer that has the right to publish about a trial as soon as its transactions are initialized: whoever had it
     * before is fenced, and a transaction of theirs that was under way is aborted.
     */
    public Producer<String, byte[]> ownerOf(String trial) {
        return transactional(ownerId(trial));
    }

    /** The transactional id of that producer. */
    public static String ownerId(String trial) {
        return OWNER + trial;
    }

    private Producer<String, byte[]> producer(Map<String, Object> settings) {
        Map<String, Object> needed =
                Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        Map<String, Object> preferred = Map.of(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS / 2);
        return new KafkaProducer<>(
                with(with(with(preferred, configuration), needed), settings),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static Map<String, Object> with(Map<String, Object> settings, Map<String, Object> winning) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(winning);
        return all;
    }
}
