package io.atelier.harness.soak;

import io.atelier.contract.Topic;
import io.atelier.local.LocalException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Topics with the cleanup that they have, but smaller: what is trimmed after minutes or gigabytes is trimmed here after
 * seconds or megabytes, so that it happens often enough in one soak.
 */
final class SoakBroker {

    static final int INTERNAL_PARTITIONS = 4;
    static final long SMALL_SEGMENT = 1 << 20;
    private static final long LARGE_SEGMENT = 8 << 20;
    private static final String RETENTION_MILLIS = "60000";

    private SoakBroker() {}

    /** Settings of the broker: the topics that Kafka makes for itself, and how often it cleans. */
    static Map<String, String> properties() {
        String segment = Long.toString(SMALL_SEGMENT);
        return Map.of(
                "offsets.topic.segment.bytes", segment,
                "transaction.state.log.segment.bytes", segment,
                "share.coordinator.state.topic.segment.bytes", segment,
                // What is written between two looks of the cleaner, and while deleted files stay, depends on the speed.
                "log.cleaner.backoff.ms", "1000",
                "log.segment.delete.delay.ms", "1000");
    }

    static long segmentBytes(Topic topic) {
        return switch (topic) {
            case BATCHES, TRAINING_STATE, CHECKPOINTS -> LARGE_SEGMENT;
            case TRIALS, DATASETS, BATCH_REQUESTS, EPOCHS, EVALUATIONS, TRIAL_EVENTS, DEAD_LETTERS -> SMALL_SEGMENT;
        };
    }

    /** Changes the topics, which the services have created by now. */
    static void shrinkTopics(String bootstrapServers) throws LocalException, InterruptedException {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (Topic topic : Topic.values()) {
            changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()), changes(topic));
        }
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.incrementalAlterConfigs(changes).all().get();
        } catch (ExecutionException e) {
            throw new LocalException("The topics cannot be made smaller: " + e.getCause(), e.getCause());
        }
    }

    private static List<AlterConfigOp> changes(Topic topic) {
        Map<String, String> smaller = new HashMap<>(settings().getOrDefault(topic, Map.of()));
        smaller.put(TopicConfig.SEGMENT_BYTES_CONFIG, Long.toString(segmentBytes(topic)));
        return smaller.entrySet().stream()
                .map(setting -> new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                .toList();
    }

    private static Map<Topic, Map<String, String>> settings() {
        Map<Topic, Map<String, String>> settings = new EnumMap<>(Topic.class);
        settings.put(
                Topic.BATCHES,
                Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        RETENTION_MILLIS,
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        Long.toString(2 * LARGE_SEGMENT)));
        settings.put(
                Topic.BATCH_REQUESTS,
                Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        RETENTION_MILLIS,
                        TopicConfig.SEGMENT_MS_CONFIG,
                        RETENTION_MILLIS));
        // How long tombstones stay.
        Map<String, String> tombstones = Map.of(TopicConfig.DELETE_RETENTION_MS_CONFIG, RETENTION_MILLIS);
        settings.put(Topic.TRAINING_STATE, tombstones);
        settings.put(Topic.CHECKPOINTS, tombstones);
        return settings;
    }
}
