package io.atelier.evaluator;

import io.atelier.contract.Require;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** Settings of the evaluator. Kafka's own are under {@code kafka.*}. */
@ConfigMapping(prefix = "atelier.evaluator")
public interface EvaluatorConfig {

    /** Names this process among several evaluators: each needs its own, and the same one after a restart. */
    @WithDefault("1")
    String instance();

    /** CPU threads for scoring; default: half of the processors, so that a trainer on the same machine gets the rest. */
    OptionalInt threads();

    /** How long to wait for the broker at start before giving up. */
    @WithDefault("60s")
    Duration startupTimeout();

    /** How many runs are held and shown, those with the latest activity. */
    @WithDefault("100")
    int maxRuns();

    View view();

    Checkpoints checkpoints();

    TestSet testSet();

    Metrics metrics();

    /** The view of all runs. */
    interface View {
        /** How long a checkpoint waits for the records about its trial that were written before it. */
        @WithDefault("90s")
        Duration timeout();
    }

    /** Reading and scoring checkpoints. */
    interface Checkpoints {
        /** The largest checkpoint that is read, in bytes; by default the largest that any accepted network has. */
        @WithDefault("68157440")
        int maxBytes();

        /** How many incomplete checkpoints of a partition are held at the same time. */
        @WithDefault("8")
        int maxPending();

        /** How many networks are kept, one per architecture. */
        @WithDefault("2")
        int networks();

        /** How long to wait before trying again after a failure of the broker or of the test set's delivery. */
        @WithDefault("2s")
        Duration retryDelay();

        /** How long reading back a model may take while the broker answers; if it is silent, it is given up within seconds. */
        @WithDefault("30s")
        Duration modelTimeout();
    }

    /** Fetching test images from the data service. */
    interface TestSet {
        /** How many test sets are kept. One of 10,000 images of 28 x 28 is 8 MB. */
        @WithDefault("2")
        int kept();

        /** The most MiB of one that is kept; a larger one is asked for again for each checkpoint. */
        @WithDefault("64")
        int keptMebibytes();

        /** The most MiB of images that are asked for and not yet used; at least two records are. */
        @WithDefault("8")
        int windowMebibytes();

        /** After how long without a batch the missing ones are asked for again; doubled each time. */
        @WithDefault("5s")
        Duration requestTimeout();

        /** After how long without a batch the attempt ends and the checkpoint is tried again later. */
        @WithDefault("60s")
        Duration timeout();

        /** After how long in vain the checkpoint becomes a dead letter, so that others are scored. */
        @WithDefault("10m")
        Duration patience();

        /** How long a results page waits for test images that are not kept; then it is shown without them. */
        @WithDefault("5s")
        Duration pageTimeout();
    }

    /** Metrics of runs. */
    interface Metrics {
        /** How long after its last activity a run has metrics. */
        @WithDefault("P1D")
        Duration retention();

        /** How many runs have metrics at the same time, those with the latest activity. */
        @WithDefault("3")
        int runs();

        /** How often the metrics of runs are brought up to date. */
        @WithDefault("2s")
        Duration interval();
    }

    /** The number of CPU threads for scoring. */
    default int scoringThreads() {
        return threads().orElse(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    /**
     * Checks every bound.
     *
     * @throws IllegalArgumentException naming the key and what it may be
     */
    default EvaluatorConfig validated() {
        Require.name(instance(), "atelier.evaluator.instance");
        threads().ifPresent(threads -> Require.inRange(threads, 1, 1024, "atelier.evaluator.threads"));
        positive(startupTimeout(), "startup-timeout");
        Require.inRange(maxRuns(), 1, 10_000, "atelier.evaluator.max-runs");
        positive(view().timeout(), "view.timeout");
        // A model of the smallest architecture has 1 MB; a value must fit into one array.
        Require.inRange(checkpoints().maxBytes(), 1 << 20, 1 << 30, "atelier.evaluator.checkpoints.max-bytes");
        Require.inRange(checkpoints().maxPending(), 1, 1000, "atelier.evaluator.checkpoints.max-pending");
        Require.inRange(checkpoints().networks(), 1, 100, "atelier.evaluator.checkpoints.networks");
        positive(checkpoints().retryDelay(), "checkpoints.retry-delay");
        positive(checkpoints().modelTimeout(), "checkpoints.model-timeout");
        Require.inRange(testSet().kept(), 1, 100, "atelier.evaluator.test-set.kept");
        Require.inRange(testSet().keptMebibytes(), 0, 65_536, "atelier.evaluator.test-set.kept-mebibytes");
        Require.inRange(testSet().windowMebibytes(), 1, 1024, "atelier.evaluator.test-set.window-mebibytes");
        positive(testSet().requestTimeout(), "test-set.request-timeout");
        positive(testSet().timeout(), "test-set.timeout");
        positive(testSet().patience(), "test-set.patience");
        positive(testSet().pageTimeout(), "test-set.page-timeout");
        positive(metrics().retention(), "metrics.retention");
        Require.inRange(metrics().runs(), 1, 100, "atelier.evaluator.metrics.runs");
        positive(metrics().interval(), "metrics.interval");
        return this;
    }

    private static void positive(Duration value, String key) {
        Require.positive(value, 3650, "atelier.evaluator." + key);
    }
}
