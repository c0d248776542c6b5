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
 * which. {@code -Datelier.test.broker=container} or {@code embedded} takes the choice away.
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

    private static String start() {
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
        String servers = container ? ContainerBroker.start() : EmbeddedTestBroker.start();
        // A warning, so that every log has it.
        LOG.warn("TEST BROKER: {} at {}", container ? "container of " + ContainerBroker.IMAGE : "embedded", servers);
        return servers;
    }

    /** What both brokers are told. */
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
