package io.atelier.data.topic;

import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.Refusal;
import io.atelier.data.dataset.DatasetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks a broker what a topic holds. */
final class TopicInspection implements AutoCloseable {

    private static final Map<String, Object> SETTINGS = Map.of(
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);

    private final String topic;
    private final String broker;
    private final Admin admin;

    private TopicInspection(String topic, String broker, Admin admin) {
        this.topic = topic;
        this.broker = broker;
        this.admin = admin;
    }

    static TopicInspection open(KafkaClients clients, String topic) {
        return new TopicInspection(topic, clients.bootstrapServers(), clients.admin(SETTINGS));
    }

    /** What it holds now, up to the last committed record. */
    TopicSnapshot snapshot() throws DatasetException, InterruptedException {
        TopicDescription found = describe().orElseThrow(this::absent);
        int partitions = found.partitions().size();
        if (partitions > Offsets.MAX_PARTITIONS) {
            throw new DatasetException(
                    "topic %s: expected at most %d partitions, found %d: publish the images on another topic"
                            .formatted(topic, Offsets.MAX_PARTITIONS, partitions));
        }
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        Map<TopicPartition, Long> begins = offsets(all, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(all, OffsetSpec.latest());
        List<Offsets.Range> ranges = new ArrayList<>();
        for (TopicPartition partition : all) {
            if (begins.get(partition) < ends.get(partition)) {
                ranges.add(new Offsets.Range(partition.partition(), begins.get(partition), ends.get(partition)));
            }
        }
        if (ranges.isEmpty()) {
            throw new DatasetException(
                    "topic %s is empty: expected records with PNG or JPEG files, and the name of its class in the header label of each; ./atelier images publish puts a folder there"
                            .formatted(topic));
        }
        return new TopicSnapshot(topic, found.topicId(), isCompacted(), new Offsets(ranges));
    }

    /** Refuses a topic that is not the one of the snapshot. */
    void requireSame(TopicSnapshot snapshot) throws DatasetException, InterruptedException {
        TopicDescription found = describe().orElseThrow(() -> absentAgain(snapshot));
        if (!found.topicId().equals(snapshot.topicId())) {
            throw new DatasetException(
                    "topic %s was deleted and created anew: expected the one with id %s, found id %s: what the old one held can't be had again; take a new version"
                            .formatted(topic, snapshot.topicId(), found.topicId()));
        }
    }

    /** Refuses a topic that has lost records of the snapshot. Those that were compacted it can't miss. */
    void requireHeld(TopicSnapshot snapshot) throws DatasetException, InterruptedException {
        requireSame(snapshot);
        Map<TopicPartition, Offsets.Range> ranges = snapshot.offsets().ranges().stream()
                .collect(Collectors.toMap(range -> new TopicPartition(topic, range.partition()), Function.identity()));
        Map<TopicPartition, Long> begins = offsets(ranges.keySet(), OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(ranges.keySet(), OffsetSpec.latest());
        for (Offsets.Range range : snapshot.offsets().ranges()) {
            TopicPartition partition = new TopicPartition(topic, range.partition());
            if (begins.get(partition) > range.begin() || ends.get(partition) < range.end()) {
                throw new DatasetException(
                        "topic %s no longer holds what it held: expected offsets %d to %d in partition %d, found %d to %d: retention or somebody deleted records; take a new version, and set retention.ms=-1 to keep it"
                                .formatted(
                                        topic,
                                        range.begin(),
                                        range.end() - 1,
                                        range.partition(),
                                        begins.get(partition),
                                        ends.get(partition) - 1));
            }
        }
    }

    private Optional<TopicDescription> describe() throws DatasetException, InterruptedException {
        try {
            return Optional.of(
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw failure("what it is", e);
        }
    }

    private boolean isCompacted() throws DatasetException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        String policy = get(admin.describeConfigs(List.of(resource)).all(), "its configuration")
                .get(resource)
                .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                .value();
        return policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT);
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec)
            throws DatasetException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec));
        ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        return get(admin.listOffsets(asked, committed).all(), "its offsets").entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, offset -> offset.getValue().offset()));
    }

    private <T> T get(KafkaFuture<T> answer, String what) throws DatasetException, InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw absent();
            }
            throw failure(what, e);
        }
    }

    private KafkaException failure(String what, ExecutionException e) throws DatasetException {
        if (e.getCause() instanceof TopicAuthorizationException) {
            throw forbidden(topic, e.getCause());
        }
        Refusal.rethrow(e);
        return new KafkaException(
                "Kafka at %s does not say about topic %s %s: %s"
                        .formatted(broker, topic, what, e.getCause().getMessage()),
                e.getCause());
    }

    static DatasetException forbidden(String topic, Throwable cause) {
        return new DatasetException(
                "Kafka does not let the data service read topic %s: expected the rights read and describe-configs for its user: give them, see docs/security.md (%s)"
                        .formatted(topic, cause.getMessage()),
                cause);
    }

    private DatasetException absent() {
        return new DatasetException(
                "There is no topic %s at %s: expected one with a PNG or JPEG file in each record; ./atelier images publish makes it of a folder"
                        .formatted(topic, broker));
    }

    private DatasetException absentAgain(TopicSnapshot snapshot) {
        return new DatasetException(
                "topic %s is gone: expected the one with id %s, of which the version was taken, found none at %s: publish the images again and take a new version"
                        .formatted(topic, snapshot.topicId(), broker));
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
