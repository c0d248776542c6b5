package io.atelier.contract;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Utils;

/**
 * Every topic with its partitions, its configuration and how many brokers keep it. What can be asked for again (requests and
 * batches) is the heaviest traffic, and its loss costs a moment: two copies do. Everything else is durable.
 */
@SuppressWarnings("ImmutableEnumChecker") // the maps are made by Map.of
public enum Topic {
    /** Trial definitions, the queue of the trainers (share group). One partition keeps the planned order. */
    TRIALS("atelier.trials", 1, Map.of(TopicConfig.RETENTION_MS_CONFIG, millis(Duration.ofDays(7)))),

    /** What datasets are: the latest description of each stays, since runs on it may be looked at for as long. */
    DATASETS(
            "atelier.datasets",
            1,
            Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_COMPACT,
                    TopicConfig.SEGMENT_BYTES_CONFIG,
                    bytes(16))),

    /** Ranges of records that a trainer or evaluator asks for. */
    BATCH_REQUESTS(
            "atelier.batch-requests",
            8,
            Map.of(
                    TopicConfig.RETENTION_MS_CONFIG, millis(Duration.ofMinutes(10)),
                    TopicConfig.SEGMENT_MS_CONFIG, millis(Duration.ofMinutes(10)))),

    /** Records of images and labels, in the partition of their stream. */
    BATCHES(
            "atelier.batches",
            8,
            Map.of(
                    TopicConfig.RETENTION_MS_CONFIG, millis(Duration.ofMinutes(10)),
                    TopicConfig.RETENTION_BYTES_CONFIG, bytes(128),
                    TopicConfig.SEGMENT_BYTES_CONFIG, bytes(32))),

    /**
     * Resumable state of trials, in chunks: two slots a trial, tombstones when it ends. That of a trial that can be given more
     * epochs stays in one slot, for as long as its results.
     */
    TRAINING_STATE(
            "atelier.training-state",
            4,
            Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.RETENTION_MS_CONFIG,
                    millis(results()),
                    TopicConfig.SEGMENT_BYTES_CONFIG,
                    bytes(32),
                    TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                    "0.3",
                    TopicConfig.DELETE_RETENTION_MS_CONFIG,
                    millis(Duration.ofHours(1)))),

    /** Parameters at the end of an epoch, in chunks; the evaluator removes those it needs no more, the rest goes later. */
    CHECKPOINTS(
            "atelier.checkpoints",
            4,
            Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.RETENTION_MS_CONFIG,
                    millis(results()),
                    TopicConfig.SEGMENT_BYTES_CONFIG,
                    bytes(32),
                    TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                    "0.3",
                    TopicConfig.DELETE_RETENTION_MS_CONFIG,
                    millis(Duration.ofHours(1)))),

    /** Metrics of finished epochs. Every key is new, so that only age bounds them, here and below. */
    EPOCHS("atelier.epochs", 4, latestOfEachKey(results())),

    /** Test scores of checkpoints. */
    EVALUATIONS("atelier.evaluations", 4, latestOfEachKey(results())),

    /**
     * State changes of trials; the latest of each trial stays. They are the home of what a run's name means, since each
     * carries its trial's definition, and so outlive every result of it: a checkpoint may be scored for as long as it is
     * kept, and the score is kept for as long again; a month is for what lies in a segment that is not full.
     */
    TRIAL_EVENTS(
            "atelier.trial-events", 4, latestOfEachKey(results().multipliedBy(2).plusDays(30))),

    /** Records that could not be used, as they were, with the reason in their headers. */
    DEAD_LETTERS(
            "atelier.dead-letters",
            1,
            Map.of(
                    TopicConfig.RETENTION_MS_CONFIG, millis(Duration.ofDays(7)),
                    TopicConfig.RETENTION_BYTES_CONFIG, bytes(256)));

    /** As many as lose nothing and go on while one broker is away. */
    public static final int SAFE_REPLICAS = 3;

    private static final int RECOMPUTABLE_REPLICAS = 2;

    private final String topicName;
    private final int partitions;
    private final Map<String, String> configuration;

    Topic(String topicName, int partitions, Map<String, String> configuration) {
        this.topicName = topicName;
        this.partitions = partitions;
        this.configuration = configuration;
    }

    public String topicName() {
        return topicName;
    }

    public int partitions() {
        return partitions;
    }

    public List<TopicPartition> topicPartitions() {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topicName, partition))
                .toList();
    }

    /** What is the same on every cluster. */
    public Map<String, String> configuration() {
        return configuration;
    }

    /** With how many of its {@code replicas} must have a record before it counts as written. */
    public Map<String, String> configuration(int replicas) {
        Map<String, String> all = new HashMap<>(configuration);
        all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(minInsyncReplicas(replicas)));
        return Map.copyOf(all);
    }

    /** How many brokers keep it where durable topics are on {@code replicationFactor} brokers. */
    public int replicas(int replicationFactor) {
        return isDurable() ? replicationFactor : Math.min(replicationFactor, RECOMPUTABLE_REPLICAS);
    }

    /** One broker may be away, and what was written is still on one that stays. With two replicas only one of both holds. */
    public int minInsyncReplicas(int replicas) {
        return isDurable() && replicas >= SAFE_REPLICAS ? SAFE_REPLICAS - 1 : 1;
    }

    /** Whether what it holds can't be asked for again. */
    public boolean isDurable() {
        return this != BATCH_REQUESTS && this != BATCHES;
    }

    /** The partition in which everything about {@code key} (a trial or a stream) is found. */
    public int partitionOf(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /** How long what came out of a trial is kept. */
    private static Duration results() {
        return Duration.ofDays(90);
    }

    /** The latest of each key, for as long as {@code retention}. */
    private static Map<String, String> latestOfEachKey(Duration retention) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                millis(retention),
                TopicConfig.SEGMENT_BYTES_CONFIG,
                bytes(16));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private static String bytes(int mebibytes) {
        return Long.toString((long) mebibytes << 20);
    }
}
