package io.atelier.local.images;

import io.atelier.contract.kafka.Refusal;
import io.atelier.contract.kafka.Topics;
import io.atelier.local.LocalException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topic that images are put onto.
 *
 * @param name of it
 * @param isNew whether it was created for them
 * @param partitions how many it has
 * @param maxRecordBytes the largest batch of records that it takes, and so the largest record
 * @param retentionMillis how long it keeps records; -1: for ever
 */
record TargetTopic(String name, boolean isNew, int partitions, int maxRecordBytes, long retentionMillis) {

    private static final long FOR_EVER = -1;

    /** Finds it, if it is there. */
    static Optional<TargetTopic> find(Admin admin, String name) throws LocalException, InterruptedException {
        try {
            int partitions = admin.describeTopics(List.of(name))
                    .allTopicNames()
                    .get()
                    .get(name)
                    .partitions()
                    .size();
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
            Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            return Optional.of(new TargetTopic(
                    name,
                    false,
                    partitions,
                    Integer.parseInt(
                            config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()),
                    Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value())));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw failed("say what topic " + name + " is", e);
        }
    }

    /** Creates it, to keep what it gets: images are no news that grow old. */
    static TargetTopic create(Admin admin, String name, int partitions, int maxRecordBytes)
            throws LocalException, InterruptedException {
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty())
                .configs(Map.of(
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxRecordBytes),
                        TopicConfig.RETENTION_MS_CONFIG, Long.toString(FOR_EVER),
                        TopicConfig.RETENTION_BYTES_CONFIG, Long.toString(FOR_EVER)));
        try {
            Topics.create(admin, List.of(topic));
        } catch (ExecutionException e) {
            throw failed("create topic " + name, e);
        }
        return new TargetTopic(name, true, partitions, maxRecordBytes, FOR_EVER);
    }

    /** How many offsets hold something. */
    long records(Admin admin) throws LocalException, InterruptedException {
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(name, partition))
                .toList();
        return sum(admin, all, OffsetSpec.latest()) - sum(admin, all, OffsetSpec.earliest());
    }

    private long sum(Admin admin, List<TopicPartition> all, OffsetSpec spec)
            throws LocalException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked =
                all.stream().collect(Collectors.toMap(Function.identity(), partition -> spec));
        return get(admin.listOffsets(asked).all(), "say what topic " + name + " holds").values().stream()
                .mapToLong(offset -> offset.offset())
                .sum();
    }

    boolean keepsForEver() {
        return retentionMillis == FOR_EVER;
    }

    private static <T> T get(KafkaFuture<T> answer, String what) throws LocalException, InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw failed(what, e);
        }
    }

    private static LocalException failed(String what, ExecutionException e) {
        return Refusal.in(e)
                .map(refusal -> new LocalException(refusal.getMessage(), e))
                .orElseGet(() -> new LocalException(
                        "Kafka did not " + what + ": " + e.getCause().getMessage(), e));
    }
}
