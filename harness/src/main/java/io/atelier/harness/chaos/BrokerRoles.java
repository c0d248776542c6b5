package io.atelier.harness.chaos;

import io.atelier.contract.Topic;
import io.atelier.contract.kafka.KafkaClients;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Utils;

/** Finds out which broker has a role at the moment. */
final class BrokerRoles {

    private static final Duration AT_MOST = Duration.ofMinutes(2);
    private static final long POLL_MILLIS = 300;
    static final String SHARE_STATE = "__share_group_state";
    private static final String TRAINERS = "trainers";

    private final Admin admin;
    private final Targets targets;

    BrokerRoles(Admin admin, Targets targets) {
        this.admin = admin;
        this.targets = targets;
    }

    interface Question<T> {
        /** Nothing: ask again. */
        Optional<T> ask() throws ExecutionException, InterruptedException;
    }

    /**
     * The number of the broker that has the role.
     *
     * @param target chooses among busy trials for {@link BrokerRole#TRANSACTION_COORDINATOR}
     */
    int holder(BrokerRole role, int target) throws InterruptedException {
        return await("a broker that is " + role, () -> Optional.of(
                        switch (role) {
                            case QUEUE_LEADER -> leader(topic(Topic.TRIALS.topicName()), 0);
                            case SHARE_COORDINATOR -> shareCoordinator();
                            case TRANSACTION_COORDINATOR -> transactionCoordinator(target);
                            case CONTROLLER ->
                                admin.describeMetadataQuorum()
                                        .quorumInfo()
                                        .get()
                                        .leaderId();
                        })
                .filter(broker -> broker > 0));
    }

    private int transactionCoordinator(int target) throws ExecutionException, InterruptedException {
        Optional<String> trial = targets.busyTrial(target);
        if (trial.isEmpty()) {
            return -1;
        }
        return admin.describeTransactions(List.of(KafkaClients.ownerId(trial.get())))
                .description(KafkaClients.ownerId(trial.get()))
                .get()
                .coordinatorId();
    }

    /** As Kafka's ShareCoordinatorService places it, by group, topic and partition. */
    private int shareCoordinator() throws ExecutionException, InterruptedException {
        TopicDescription state = topic(SHARE_STATE);
        String key = TRAINERS + ":" + topic(Topic.TRIALS.topicName()).topicId() + ":0";
        return leader(state, Utils.abs(key.hashCode()) % state.partitions().size());
    }

    private static int leader(TopicDescription topic, int partition) {
        return topic.partitions().get(partition).leader() == null
                ? -1
                : topic.partitions().get(partition).leader().id();
    }

    private TopicDescription topic(String name) throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
    }

    /** Waits until every replica of Atelier's topics has all that its leader has. */
    void awaitComplete() throws InterruptedException {
        List<String> names = Arrays.stream(Topic.values()).map(Topic::topicName).toList();
        await("all replicas in sync", () -> {
            boolean complete = admin.describeTopics(names).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition ->
                            partition.isr().size() == partition.replicas().size());
            return complete ? Optional.of(true) : Optional.empty();
        });
    }

    /** Asks until there is an answer. */
    static <T> T await(String what, Question<T> question) throws InterruptedException {
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        String found = "none";
        while (System.nanoTime() < deadline) {
            try {
                Optional<T> answer = question.ask();
                if (answer.isPresent()) {
                    return answer.get();
                }
            } catch (ExecutionException | KafkaException e) {
                found = e.toString();
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new IllegalStateException("Expected " + what + " within " + AT_MOST.toSeconds() + " s, found " + found);
    }
}
