package io.atelier.trainer.queue;

import io.atelier.contract.Topic;
import io.atelier.contract.kafka.Broker;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The share group of all trainers, as the broker has to know it before the first of them joins. */
public final class TrialQueueGroup {

    public static final String NAME = "trainers";

    private static final Logger LOG = LoggerFactory.getLogger(TrialQueueGroup.class);

    /** Sees trials published before the first trainer came, and none of a transaction that was aborted. */
    private static final Map<String, String> NEEDED =
            Map.of("share.auto.offset.reset", "earliest", "share.isolation.level", "read_committed");

    private TrialQueueGroup() {}

    /**
     * Configures the group, and with newer brokers how often they hand out a trial and where they copy one that they drop
     * then: see {@link QueueFeatures}. The log says what is in force. Idempotent.
     *
     * @param replicationFactor of the topic of dropped trials; empty: the brokers' default
     * @return how often the broker hands out a record before it drops it
     * @throws KafkaException if the group can't be configured; what newer brokers refuse beyond that is a warning
     */
    public static int configure(Admin admin, OptionalInt replicationFactor) throws InterruptedException {
        try {
            set(admin, NEEDED);
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "Cannot configure the share group " + NAME + ": "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
        QueueFeatures features = features(admin);
        copyDropped(admin, features, replicationFactor);
        return limitDeliveries(admin, features);
    }

    private static QueueFeatures features(Admin admin) throws InterruptedException {
        try {
            Node node = admin.describeCluster().nodes().get().iterator().next();
            ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
            Config config = admin.describeConfigs(List.of(broker)).all().get().get(broker);
            return QueueFeatures.of(config, Broker.featureLevel(admin, "share.version"));
        } catch (ExecutionException e) {
            LOG.warn(
                    "Cannot read the broker's settings, taking it for a stock one of Kafka 4.2: {}",
                    e.getCause().toString());
            return QueueFeatures.UNKNOWN;
        }
    }

    private static int limitDeliveries(Admin admin, QueueFeatures features) throws InterruptedException {
        if (features.ownLimit().isPresent()) {
            try {
                set(admin, features.limitSettings());
                int limit = features.ownLimit().getAsInt();
                LOG.info("The broker hands out a trial up to {} times, as the group's own limit says", limit);
                return limit;
            } catch (ExecutionException e) {
                LOG.warn(
                        "Cannot give the share group {} its own limit of deliveries: {}",
                        NAME,
                        e.getCause().toString());
            }
        }
        LOG.info(
                "The broker hands out a trial up to {} times, as its group.share.delivery.count.limit says",
                features.brokersLimit());
        return features.brokersLimit();
    }

    private static void copyDropped(Admin admin, QueueFeatures features, OptionalInt replicationFactor)
            throws InterruptedException {
        if (features.unkept().isPresent()) {
            LOG.info(
                    "What the queue drops is not copied to {}: {}",
                    QueueFeatures.DROPPED,
                    features.unkept().get());
            return;
        }
        try {
            createDropped(admin, replicationFactor);
            set(admin, QueueFeatures.copySettings());
            LOG.info("What the queue drops is copied to {}", QueueFeatures.DROPPED);
        } catch (ExecutionException e) {
            LOG.warn(
                    "What the queue drops is not copied to {}: {}",
                    QueueFeatures.DROPPED,
                    e.getCause().toString());
        }
    }

    /** Kept as dead letters are; the broker writes to no topic that does not allow it. */
    private static void createDropped(Admin admin, OptionalInt replicationFactor)
            throws ExecutionException, InterruptedException {
        Optional<Short> replicas =
                replicationFactor.isPresent() ? Optional.of((short) replicationFactor.getAsInt()) : Optional.empty();
        Map<String, String> configuration = new HashMap<>(Topic.DEAD_LETTERS.configuration());
        configuration.put("errors.deadletterqueue.group.enable", "true");
        NewTopic dropped = new NewTopic(QueueFeatures.DROPPED, Optional.of(1), replicas).configs(configuration);
        try {
            admin.createTopics(List.of(dropped)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static void set(Admin admin, Map<String, String> settings) throws ExecutionException, InterruptedException {
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, NAME);
        Collection<AlterConfigOp> changes = settings.entrySet().stream()
                .map(setting -> new ConfigEntry(setting.getKey(), setting.getValue()))
                .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
                .toList();
        admin.incrementalAlterConfigs(Map.of(group, changes)).all().get();
    }
}
