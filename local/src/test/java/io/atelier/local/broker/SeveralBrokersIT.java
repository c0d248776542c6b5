package io.atelier.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.Topic;
import io.atelier.contract.kafka.Broker;
import io.atelier.contract.kafka.BrokerException;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.TopicUpkeep;
import io.atelier.contract.kafka.Topics;
import io.atelier.local.process.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three brokers in this JVM. */
@Timeout(180)
class SeveralBrokersIT {

    private static final int BROKERS = 3;

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newFixedThreadPool(BROKERS);
    private final List<Integer> controllers =
            Stream.generate(Ports::pick).limit(BROKERS).toList();
    private final List<Integer> ports =
            Stream.generate(Ports::pick).limit(BROKERS).toList();
    private final List<EmbeddedBroker> brokers = new ArrayList<>();
    private Admin admin;

    @BeforeEach
    void open() {
        admin = Admin.create(Map.of("bootstrap.servers", servers()));
    }

    /** None of several is ready before most are there. */
    private void start(int... numbers) throws Exception {
        List<Callable<EmbeddedBroker>> starts = new ArrayList<>();
        for (int number : numbers) {
            ClusterNode node = new ClusterNode(number, controllers, "several");
            Path data = directory.resolve(Integer.toString(number));
            int port = ports.get(number - 1);
            starts.add(() -> EmbeddedBroker.start(new BrokerSettings(data, port, node, Map.of())));
        }
        for (Future<EmbeddedBroker> broker : threads.invokeAll(starts)) {
            brokers.add(broker.get());
        }
    }

    @AfterEach
    void stop() throws Exception {
        admin.close();
        threads.invokeAll(brokers.stream()
                .<Callable<Void>>map(broker -> () -> {
                    broker.close();
                    return null;
                })
                .toList());
        threads.shutdown();
    }

    /** Would catch topics of which one broker's death takes what can't be had again, and batches that are kept thrice. */
    @Test
    void shouldKeepTopicsOnAsManyBrokersAsTheirKindNeeds() throws Exception {
        start(1, 2, 3);
        Topics.createMissing(admin);

        assertThat(replicas(Topic.TRIALS)).isEqualTo(3);
        assertThat(minInsync(Topic.TRIALS)).isEqualTo("2");
        assertThat(replicas(Topic.BATCHES)).isEqualTo(2);
        assertThat(minInsync(Topic.BATCHES)).isEqualTo("1");
        assertThat(TopicUpkeep.risks(admin)).isEmpty();

        reassign(Topic.TRIALS, List.of(1));

        assertThat(TopicUpkeep.risks(admin))
                .containsExactly("atelier.trials has replication factor 1 and min.insync.replicas 2, expected 3 and 2");
    }

    /** Would catch topics with fewer replicas for ever, because one broker came later than the services. */
    @Test
    void shouldMakeNoTopicsBeforeThereAreEnoughBrokers() throws Exception {
        start(1, 2);

        assertThatThrownBy(() -> connect(Duration.ofSeconds(1)))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("2 brokers are there: start the others");
        assertThat(admin.listTopics().names().get()).isEmpty();

        start(3);
        connect(Duration.ofMinutes(1));

        assertThat(replicas(Topic.TRIALS)).isEqualTo(3);
    }

    /** As services do when they start. */
    private void connect(Duration patience) throws InterruptedException {
        KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", servers()));
        Broker.connect(clients, OptionalInt.empty(), patience, () -> false).ifPresent(Admin::close);
    }

    private String servers() {
        return ports.stream().map(port -> "localhost:" + port).collect(Collectors.joining(","));
    }

    private void reassign(Topic topic, List<Integer> replicas) throws Exception {
        TopicPartition partition = new TopicPartition(topic.topicName(), 0);
        admin.alterPartitionReassignments(Map.of(partition, Optional.of(new NewPartitionReassignment(replicas))))
                .all()
                .get();
        Awaitility.await().until(() -> replicas(topic) == replicas.size());
    }

    private int replicas(Topic topic) throws Exception {
        TopicDescription description = admin.describeTopics(List.of(topic.topicName()))
                .allTopicNames()
                .get()
                .get(topic.topicName());
        return description.partitions().get(0).replicas().size();
    }

    private String minInsync(Topic topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        return config.get("min.insync.replicas").value();
    }
}
