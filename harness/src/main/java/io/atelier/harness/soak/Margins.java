package io.atelier.harness.soak;

import io.atelier.contract.Topic;
import io.atelier.local.service.ProcessKind;
import java.util.Arrays;
import java.util.Optional;

/** The margin of every measure, for topics as {@link SoakBroker} sets them. */
final class Margins {

    private static final double MIB = 1 << 20;

    /** The cleaner leaves a partition alone until 30 % of it are new: 1 / (1 - 0.3) of what is kept can be there. */
    private static final double UNCLEANED = 1.43;

    /** Bytes that are kept: of each trial its best model, of each epoch its metrics and scores. */
    private static final double MODEL = UNCLEANED * SoakOptions.MODEL_BYTES;

    private static final double METRICS = 800;
    private static final double SCORES = 8_000;

    private static final String SEGMENTS = "two segments of each partition may wait to be cleaned or deleted";

    private Margins() {}

    static Margin of(Reading reading) {
        return switch (reading.measure()) {
            case LIVE_HEAP -> heap(reading.subject());
            case RESIDENT ->
                Margin.of(0.06, 24 * MIB, "code that is still compiled, and arenas of the allocator that fill up late");
            case THREADS -> Margin.of(0, 8, "pools of HTTP and clients of the trial in hand come and go");
            case FILES -> files(reading.subject());
            case SERIES -> Margin.of(0.1, 20, "the runs shown may have ended early, and so have fewer epochs or more");
            case TOPIC -> topic(reading.subject());
        };
    }

    private static Margin heap(String process) {
        return isBroker(process)
                ? Margin.of(0.05, 12 * MIB, "Kafka's buffers and histograms fill up to their bounds late")
                : Margin.of(0.05, 6 * MIB, "some batches are in flight at any moment");
    }

    private static Margin files(String process) {
        return isBroker(process)
                ? new Margin(
                        0.15,
                        48,
                        MODEL / SoakBroker.segmentBytes(Topic.CHECKPOINTS),
                        METRICS / SoakBroker.segmentBytes(Topic.EPOCHS)
                                + SCORES / SoakBroker.segmentBytes(Topic.EVALUATIONS),
                        "segments roll, and each segment of results is a file")
                : Margin.of(0.15, 48, "connections of the trial in hand come and go");
    }

    private static boolean isBroker(String process) {
        return process.startsWith(ProcessKind.KAFKA.label());
    }

    private static Margin topic(String name) {
        Optional<Topic> ours = Arrays.stream(Topic.values())
                .filter(topic -> topic.topicName().equals(name))
                .findFirst();
        if (ours.isEmpty()) {
            return Margin.of(0, 2.0 * SoakBroker.INTERNAL_PARTITIONS * SoakBroker.SMALL_SEGMENT, SEGMENTS);
        }
        Topic topic = ours.get();
        double segments = 2.0 * topic.partitions() * SoakBroker.segmentBytes(topic);
        return switch (topic) {
            case TRIALS -> new Margin(0, 0, 1_500, 0, "every trial is kept for 7 days");
            case TRIAL_EVENTS ->
                new Margin(0, segments, UNCLEANED * 2_000, 0, "the last event of a trial; " + SEGMENTS);
            case EPOCHS -> new Margin(0, 0, 0, METRICS, "the metrics of every epoch are results, and kept");
            case EVALUATIONS -> new Margin(0, 0, 0, SCORES, "the scores of every epoch are results, and kept");
            case CHECKPOINTS -> new Margin(0, segments, MODEL, 0, "the best model of a trial; " + SEGMENTS);
            case DATASETS, BATCHES, BATCH_REQUESTS, TRAINING_STATE -> Margin.of(0, segments, SEGMENTS);
            case DEAD_LETTERS -> Margin.of(0, 0, "nothing is wrong with what is sent here");
        };
    }
}
