package io.atelier.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.Topic;
import io.atelier.contract.kafka.TopicUpkeep;
import io.atelier.contract.kafka.Topics;
import io.atelier.local.process.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final List<EmbeddedBroker> brokers = new ArrayList<>();
    private Admin admin;

    /** None of them is ready before most are there. */
    @BeforeEach
    void start() throws Exception {
        List<Integer> controllers = Stream.generate(Ports::pick).limit(BROKERS).toList();
        List<Callable<EmbeddedBroker>> starts = new ArrayList<>();
        for (int number = 1; number <= BROKERS; number++) {
            ClusterNode node = new ClusterNode(number, controllers, "several");
            Path data = directory.resolve(Integer.toString(number));
            starts.add(() -> EmbeddedBroker.start(new BrokerSettings(data, Ports.pick(), node, Map.of())));
        }
        for (Future<EmbeddedBroker> broker : threads.invokeAll(starts)) {
            brokers.add(broker.get());
        }
        String servers = brokers.stream().map(EmbeddedBroker::bootstrapServers).collect(Collectors.joining(","));
        admin = Admin.create(Map.of("bootstrap.servers", servers));
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
        Topics.createMissing(admin);

        assertThat(replicas(Topic.TRIALS)).isEqualTo(3);
        assertThat(minInsync(Topic.TRIALS)).isEqualTo("2");
        assertThat(replicas(Topic.BATCHES)).isEqualTo(2);
        assertThat(minInsync(Topic.BATCHES)).isEqualTo("1");
        assertThat(TopicUpkeep.risks(admin)).isEmpty();

        reassign(Topic.TRIALS, List.of(1));

        assertThat(TopicUpkeep.risks(admin))
                .containsExactly("atelier.trials has 1 replicas and min.insync.replicas 2, expected 3 and 2");
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
