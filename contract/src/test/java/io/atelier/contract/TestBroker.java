package io.atelier.contract;

import io.atelier.contract.kafka.LogEnds;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka broker for all integration tests of a JVM: broker and controller in one node, with share groups and
 * transactions. Its limits are Kafka's defaults; only what a single node needs is set. It starts at the first use and
 * ends with the JVM, its data with it.
 *
 * <p>It is the published image where a container engine is there, else the same version inside this JVM: the log says
 * which. {@code -Datelier.test.broker=container} or {@code embedded} takes the choice away. With {@code
 * -Datelier.test.kafka=newest} it is of the newest version instead, in a process.
 */
public final class TestBroker {

    private static final Logger LOG = LoggerFactory.getLogger(TestBroker.class);

    private TestBroker() {}

    public static String bootstrapServers() {
        return Running.BOOTSTRAP_SERVERS;
    }

    /** Deletes what a topic holds: for tests that count, since all of a JVM share the broker. */
    public static void empty(Topic topic) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            LogEnds.of(admin, topic.topicPartitions())
                    .forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end)));
            admin.deleteRecords(all).all().get();
        } catch (ExecutionException e) {
            throw new KafkaException("Cannot empty " + topic.topicName(), e.getCause());
        }
    }

    /** Loaded, and so started, at the first use. */
    private static final class Running {
        static final String BOOTSTRAP_SERVERS = start();
    }

    /** Whether it is of the newest version, not of the one that the product comes with. */
    public static boolean isNewest() {
        String kafka = System.getProperty("atelier.test.kafka", "shipped");
        return switch (kafka) {
            case "newest" -> true;
            case "shipped" -> false;
            default ->
                throw new IllegalArgumentException("atelier.test.kafka must be shipped or newest, but is " + kafka);
        };
    }

    private static String start() {
        if (isNewest()) {
            return started("process of the newest Kafka", NewestBroker.start());
        }
        String choice = System.getProperty("atelier.test.broker", "auto");
        boolean container =
                switch (choice) {
                    case "container" -> true;
                    case "embedded" -> false;
                    case "auto" -> ContainerBroker.isPossible();
                    default ->
                        throw new IllegalArgumentException(
                                "atelier.test.broker must be auto, container or embedded, but is " + choice);
                };
        return container
                ? started("container of " + ContainerBroker.IMAGE, ContainerBroker.start())
                : started("embedded", EmbeddedTestBroker.start());
    }

    private static String started(String kind, String servers) {
        // A warning, so that every log has it.
        LOG.warn("TEST BROKER: {} at {}", kind, servers);
        return servers;
    }

    /** What every kind of broker is told. */
    static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        // Tests create the topics they use, as the services do.
        settings.put("auto.create.topics.enable", "false");
        for (String internal :
                new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            settings.put(internal + ".replication.factor", "1");
            settings.put(internal + ".num.partitions", "2");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        // Tests should not wait for members that will not come.
        settings.put("group.initial.rebalance.delay.ms", "0");
        return settings;
    }
}
