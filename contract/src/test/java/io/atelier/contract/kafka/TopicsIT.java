package io.atelier.contract.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.atelier.contract.EveryKafka;
import io.atelier.contract.TestBroker;
import io.atelier.contract.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@EveryKafka
class TopicsIT {

    private static Admin admin;

    @BeforeAll
    static void connect() {
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestBroker.bootstrapServers()));
    }

    @AfterAll
    static void disconnect() {
        admin.close();
    }

    @Test
    void shouldCreateEveryTopicWithItsPartitionsAndConfiguration() throws Exception {
        Topics.createMissing(admin);

        Map<String, TopicDescription> topics = describe();
        for (Topic topic : Topic.values()) {
            assertThat(topics.get(topic.topicName()).partitions())
                    .as(topic.topicName())
                    .hasSize(topic.partitions());
            Config found = configuration(topic);
            topic.configuration(1)
                    .forEach((key, value) -> assertThat(found.get(key).value())
                            .as("%s of %s", key, topic.topicName())
                            .isEqualTo(value));
        }
    }

    @Test
    void shouldLeaveExistingTopicsAsTheyAre() throws Exception {
        Topics.createMissing(admin);
        Map<String, Uuid> before = ids();
        Topics.createMissing(admin);

        assertThat(ids()).isEqualTo(before);
    }

    @Test
    void shouldCreateTopicsThatWereDeleted() throws Exception {
        Topics.createMissing(admin);
        Uuid before = ids().get(Topic.DEAD_LETTERS.topicName());
        admin.deleteTopics(List.of(Topic.DEAD_LETTERS.topicName())).all().get();
        await().until(() -> !admin.listTopics().names().get().contains(Topic.DEAD_LETTERS.topicName()));
        Topics.createMissing(admin);

        assertThat(ids().get(Topic.DEAD_LETTERS.topicName())).isNotEqualTo(before);
    }

    /** Would catch "No Kafka broker answered" where one did. */
    @Test
    void shouldSayThatBrokersAreMissingForTheReplicas() throws Exception {
        KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", TestBroker.bootstrapServers()));
        Topics.createMissing(admin);
        admin.deleteTopics(List.of(Topic.DEAD_LETTERS.topicName())).all().get();
        await().until(() -> !admin.listTopics().names().get().contains(Topic.DEAD_LETTERS.topicName()));

        assertThatThrownBy(() -> Broker.connect(clients, OptionalInt.of(3), Duration.ofSeconds(1), () -> false))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining(
                        "Cannot create topic atelier.dead-letters with 3 replicas: 1 broker is there: start"
                                + " the others, or set atelier.topics.replication-factor (");
    }

    /** Would catch a new version that works with the settings of an old one, or takes away what others have set. */
    @Test
    void shouldBringSettingsOfOursUpToDateAndLeaveOthers() throws Exception {
        Topics.createMissing(admin);
        describe();
        ConfigResource trials = KeptTopic.resource(Topic.TRIALS.topicName());
        List<AlterConfigOp> changes =
                List.of(set("retention.ms", "1234"), set("min.insync.replicas", "2"), set("flush.messages", "77"));
        admin.incrementalAlterConfigs(Map.of(trials, changes)).all().get();

        TopicUpkeep.bringUpToDate(admin);

        await().untilAsserted(() -> {
            Config found = configuration(Topic.TRIALS);
            assertThat(found.get("retention.ms").value()).isEqualTo("604800000");
            assertThat(found.get("min.insync.replicas").value()).isEqualTo("1");
            assertThat(found.get("flush.messages").value()).isEqualTo("77");
        });
        assertThat(TopicUpkeep.risks(admin)).isEmpty();
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    @Test
    void shouldFindTheFeaturesOfACurrentBroker() {
        assertThatCode(() -> Broker.requireFeatures(admin)).doesNotThrowAnyException();
    }

    /** Waits for all: the broker hears of new topics a moment after the controller has made them. */
    private static Map<String, TopicDescription> describe() throws Exception {
        List<String> names = Arrays.stream(Topic.values()).map(Topic::topicName).toList();
        await().until(() -> admin.listTopics().names().get().containsAll(names));
        return admin.describeTopics(names).allTopicNames().get();
    }

    private static Map<String, Uuid> ids() throws Exception {
        return describe().values().stream()
                .collect(Collectors.toMap(TopicDescription::name, TopicDescription::topicId));
    }

    private static Config configuration(Topic topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
        return admin.describeConfigs(List.of(resource)).all().get().get(resource);
    }
}
