package io.atelier.harness.chaos;

import io.atelier.contract.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** Moves copies of all partitions, Kafka's own included, from broker to broker, as an operator does who balances a cluster. */
final class Reassignment {

    private static final List<String> TOPICS = Stream.concat(
                    Stream.of(Topic.values()).map(Topic::topicName),
                    Stream.of("__consumer_offsets", "__transaction_state", BrokerRoles.SHARE_STATE))
            .toList();

    private final Admin admin;
    private final BrokerRoles roles;

    Reassignment(Admin admin, BrokerRoles roles) {
        this.admin = admin;
        this.roles = roles;
    }

    /**
     * Each partition loses its first copy, usually the leader's, and gets a new one on a broker that had none, if there is one.
     * Blocks until all copies are complete.
     */
    void move() throws InterruptedException {
        Map<TopicPartition, List<Integer>> before =
                BrokerRoles.await("all partitions' replicas", () -> Optional.of(replicas()));
        List<Integer> brokers = before.values().stream()
                .flatMap(List::stream)
                .distinct()
                .sorted()
                .toList();
        Map<TopicPartition, List<Integer>> fewer = new HashMap<>();
        Map<TopicPartition, List<Integer>> moved = new HashMap<>();
        before.forEach((partition, replicas) -> {
            List<Integer> rest = replicas.subList(1, replicas.size());
            int added = brokers.stream()
                    .filter(broker -> !replicas.contains(broker))
                    .findFirst()
                    .orElse(replicas.get(0));
            fewer.put(partition, rest);
            moved.put(partition, Stream.concat(rest.stream(), Stream.of(added)).toList());
        });
        reassign(fewer);
        reassign(moved);
        roles.awaitComplete();
    }

    private void reassign(Map<TopicPartition, List<Integer>> wanted) throws InterruptedException {
        Map<TopicPartition, Optional<NewPartitionReassignment>> moves = new HashMap<>();
        wanted.forEach(
                (partition, replicas) -> moves.put(partition, Optional.of(new NewPartitionReassignment(replicas))));
        BrokerRoles.await("all partitions at their new brokers", () -> {
            if (replicas().equals(wanted)) {
                return Optional.of(true);
            }
            // Asked for again while it goes on, which changes nothing: an answer may have been lost.
            admin.alterPartitionReassignments(moves).all().get();
            return Optional.empty();
        });
    }

    private Map<TopicPartition, List<Integer>> replicas() throws ExecutionException, InterruptedException {
        Map<TopicPartition, List<Integer>> replicas = new HashMap<>();
        for (TopicDescription topic :
                admin.describeTopics(TOPICS).allTopicNames().get().values()) {
            topic.partitions()
                    .forEach(partition -> replicas.put(
                            new TopicPartition(topic.name(), partition.partition()),
                            partition.replicas().stream().map(Node::id).toList()));
        }
        return replicas;
    }
}
