package io.atelier.contract.kafka;

import io.atelier.contract.Topic;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that are missing. Any service may call it at any time: what exists is left as it is. */
public final class Topics {

    private Topics() {}

    /**
     * Checks the broker, see {@link Broker#requireFeatures(Admin)}, creates what is missing, and checks what was there.
     *
     * @throws BrokerException if the broker is too old, or an existing topic has another number of partitions than
     *     {@link Topic#partitionOf(String)} counts on
     * @throws KafkaException if the broker can't be reached or refuses a topic
     */
    public static void createMissing(Admin admin) throws InterruptedException {
        Broker.requireFeatures(admin);
        try {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = Arrays.stream(Topic.values())
                    .filter(topic -> !existing.contains(topic.topicName()))
                    .map(topic -> new NewTopic(topic.topicName(), Optional.of(topic.partitions()), Optional.empty())
                            .configs(topic.configuration()))
                    .toList();
            for (KafkaFuture<Void> topic : admin.createTopics(missing).values().values()) {
                awaitCreation(topic);
            }
            awaitLeaders(admin, missing);
            Collection<String> found = Arrays.stream(Topic.values())
                    .map(Topic::topicName)
                    .filter(existing::contains)
                    .toList();
            requirePartitions(admin.describeTopics(found).allTopicNames().get());
        } catch (ExecutionException e) {
            throw new KafkaException("Cannot create the topics: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private static void awaitCreation(KafkaFuture<Void> topic) throws InterruptedException, ExecutionException {
        try {
            topic.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /**
     * Creates topics that producers may use at once.
     *
     * @param topics with their numbers of partitions
     */
    public static void create(Admin admin, Collection<NewTopic> topics)
            throws InterruptedException, ExecutionException {
        admin.createTopics(topics).all().get();
        awaitLeaders(admin, topics);
    }

    /**
     * Waits until every partition of topics that were just created has a leader that takes records. A broker that learns of a
     * partition between two batches of a producer takes the second and refuses the first until that expires (KAFKA-15591).
     */
    private static void awaitLeaders(Admin admin, Collection<NewTopic> created)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (NewTopic topic : created) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                partitions.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        admin.listOffsets(partitions).all().get();
    }

    static void requirePartitions(Map<String, TopicDescription> found) {
        for (Topic topic : Topic.values()) {
            TopicDescription description = found.get(topic.topicName());
            if (description != null && description.partitions().size() != topic.partitions()) {
                throw new BrokerException(String.format(
                        "Expected topic %s with %d partitions, found %d: delete it, or use another cluster",
                        topic.topicName(),
                        topic.partitions(),
                        description.partitions().size()));
            }
        }
    }
}
