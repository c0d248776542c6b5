package io.atelier.contract.kafka;

import io.atelier.contract.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics that are missing. Any service may call it at any time: what exists is left as it is. */
public final class Topics {

    /** Is never created; see {@link #defaultReplicationFactor}. */
    private static final String NOBODYS_TOPIC = "atelier.default-replication";

    /** At most so long does a broker take to hear of a new topic. */
    private static final Duration PROPAGATION = Duration.ofSeconds(30);

    private static final long RETRY_MILLIS = 100;

    private Topics() {}

    /** Creates what is missing with the brokers' default replication factor. */
    public static void createMissing(Admin admin) throws InterruptedException {
        createMissing(admin, OptionalInt.empty());
    }

    /**
     * Checks the broker, see {@link Broker#requireFeatures(Admin)}, creates what is missing, and checks what was there.
     *
     * @param replicationFactor how many brokers keep what is durable, see {@link Topic#replicas}; empty: the brokers' default
     * @throws BrokerException if the broker is too old, or an existing topic has another number of partitions than
     *     {@link Topic#partitionOf(String)} counts on
     * @throws TopicCreationException if a topic can't be created, perhaps only now
     * @throws KafkaException if the broker can't be reached
     */
    static void createMissing(Admin admin, OptionalInt replicationFactor) throws InterruptedException {
        Broker.requireFeatures(admin);
        try {
            Set<String> existing = admin.listTopics().names().get();
            List<Topic> missing = Arrays.stream(Topic.values())
                    .filter(topic -> !existing.contains(topic.topicName()))
                    .toList();
            if (!missing.isEmpty()) {
                create(admin, missing, replicationFactor);
            }
            Collection<String> found = Arrays.stream(Topic.values())
                    .map(Topic::topicName)
                    .filter(existing::contains)
                    .toList();
            requirePartitions(admin.describeTopics(found).allTopicNames().get());
        } catch (ExecutionException e) {
            throw new TopicCreationException(
                    "Cannot create the topics: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private static void create(Admin admin, List<Topic> missing, OptionalInt configured)
            throws InterruptedException, ExecutionException {
        int factor = configured.isPresent() ? configured.getAsInt() : defaultReplicationFactor(admin);
        List<NewTopic> topics = missing.stream()
                .map(topic -> newTopic(topic, topic.replicas(factor)))
                .toList();
        Map<String, KafkaFuture<Void>> created = admin.createTopics(topics).values();
        for (NewTopic topic : topics) {
            awaitCreation(admin, topic, created.get(topic.name()));
        }
        awaitLeaders(admin, topics);
    }

    private static NewTopic newTopic(Topic topic, int replicas) {
        return new NewTopic(topic.topicName(), topic.partitions(), (short) replicas)
                .configs(topic.configuration(replicas));
    }

    /** Asks what a topic would get, and creates none: only the controller knows, and only it may be told otherwise. */
    private static int defaultReplicationFactor(Admin admin) throws InterruptedException, ExecutionException {
        NewTopic asked = new NewTopic(NOBODYS_TOPIC, Optional.of(1), Optional.empty());
        try {
            return admin.createTopics(List.of(asked), new CreateTopicsOptions().validateOnly(true))
                    .replicationFactor(NOBODYS_TOPIC)
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InvalidReplicationFactorException tooFew) {
                throw TopicCreationException.tooFewBrokers(
                        "topics with the replicas of the brokers' default.replication.factor", brokers(admin), tooFew);
            }
            throw e;
        }
    }

    private static void awaitCreation(Admin admin, NewTopic topic, KafkaFuture<Void> created)
            throws InterruptedException, ExecutionException {
        try {
            created.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InvalidReplicationFactorException tooFew) {
                throw TopicCreationException.tooFewBrokers(
                        "topic " + topic.name() + " with " + topic.replicationFactor() + " replicas",
                        brokers(admin),
                        tooFew);
            }
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static int brokers(Admin admin) throws InterruptedException, ExecutionException {
        return admin.describeCluster().nodes().get().size();
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
     * Waits until every partition of topics that were just created has a leader that takes records; one of several brokers may
     * not have heard of a topic yet. A broker that learns of a partition between two batches of a producer takes the second and
     * refuses the first until that expires (KAFKA-15591).
     */
    private static void awaitLeaders(Admin admin, Collection<NewTopic> created)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (NewTopic topic : created) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                partitions.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        long deadline = System.nanoTime() + PROPAGATION.toNanos();
        while (!haveLeaders(admin, partitions, System.nanoTime() > deadline)) {
            Thread.sleep(RETRY_MILLIS);
        }
    }

    /** @param last whether a broker that does not know a topic yet is an error */
    private static boolean haveLeaders(Admin admin, Map<TopicPartition, OffsetSpec> partitions, boolean last)
            throws InterruptedException, ExecutionException {
        try {
            admin.listOffsets(partitions).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException && !last) {
                return false;
            }
            throw e;
        }
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
