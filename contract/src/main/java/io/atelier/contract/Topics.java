package io.atelier.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that are missing. Any service may call it at any time: what exists is left as it is. */
public final class Topics {

    private Topics() {}

    public static void createMissing(Admin admin) throws InterruptedException {
        try {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = Arrays.stream(Topic.values())
                    .filter(topic -> !existing.contains(topic.topicName()))
                    .map(topic -> new NewTopic(topic.topicName(), Optional.of(topic.partitions()), Optional.empty())
                            .configs(topic.configuration()))
                    .toList();
            CreateTopicsResult created = admin.createTopics(missing);
            for (KafkaFuture<Void> topic : created.values().values()) {
                awaitCreation(topic);
            }
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
}
