package io.atelier.contract.kafka;

import io.atelier.contract.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How the brokers keep a topic.
 *
 * @param replicas of that of its partitions which has the fewest
 * @param settings those that {@link Topic#configuration(int)} has
 */
record KeptTopic(Topic topic, int replicas, Map<String, String> settings) {

    KeptTopic {
        settings = Map.copyOf(settings);
    }

    /** All that are there. */
    static List<KeptTopic> all(Admin admin) throws ExecutionException, InterruptedException {
        List<String> names = Arrays.stream(Topic.values()).map(Topic::topicName).toList();
        Map<String, TopicDescription> descriptions =
                admin.describeTopics(names).allTopicNames().get();
        Map<ConfigResource, Config> configs = admin.describeConfigs(
                        names.stream().map(KeptTopic::resource).toList())
                .all()
                .get();
        List<KeptTopic> all = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            int replicas = descriptions.get(topic.topicName()).partitions().stream()
                    .mapToInt(partition -> partition.replicas().size())
                    .min()
                    .orElseThrow();
            Config found = configs.get(resource(topic.topicName()));
            all.add(new KeptTopic(
                    topic,
                    replicas,
                    topic.configuration(replicas).keySet().stream()
                            .collect(Collectors.toMap(
                                    key -> key, key -> found.get(key).value()))));
        }
        return all;
    }

    static ConfigResource resource(String topicName) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topicName);
    }

    /** Those settings that are other than this version needs, with what it needs, in alphabetical order. */
    Map<String, String> outdated() {
        Map<String, String> outdated = new TreeMap<>(topic.configuration(replicas));
        outdated.entrySet().removeAll(settings.entrySet());
        return outdated;
    }

    /**
     * Whether the death of one broker can take with it what can't be had again, though there are others.
     *
     * @param brokers how many there are
     */
    boolean isAtRisk(int brokers) {
        return topic.isDurable()
                && (replicas < safeReplicas(brokers) || minInsyncReplicas() < safeMinInsyncReplicas(brokers));
    }

    /** What is wrong with it, for people. */
    String risk(int brokers) {
        return String.format(
                "%s has replication factor %d and min.insync.replicas %d, expected %d and %d",
                topic.topicName(),
                replicas,
                minInsyncReplicas(),
                safeReplicas(brokers),
                safeMinInsyncReplicas(brokers));
    }

    private int minInsyncReplicas() {
        return Integer.parseInt(settings.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG));
    }

    private static int safeReplicas(int brokers) {
        return Math.min(Topic.SAFE_REPLICAS, brokers);
    }

    private int safeMinInsyncReplicas(int brokers) {
        return topic.minInsyncReplicas(safeReplicas(brokers));
    }
}
