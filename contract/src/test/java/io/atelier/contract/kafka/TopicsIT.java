package io.atelier.contract.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.atelier.contract.TestBroker;
import io.atelier.contract.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
            topic.configuration()
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
