package io.atelier.trainer;

import io.atelier.contract.Require;
import io.atelier.contract.stream.BatchTimeouts;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of the trainer. */
@ConfigMapping(prefix = "atelier.trainer")
public interface TrainerConfig {

    /** The name under which its events appear; default: one made up at start. */
    Optional<String> name();

    /** CPU threads of the arithmetic; default: all of the machine. Any number gives the same bits. */
    OptionalInt threads();

    /** Whether to refuse to work where the JVM has no vector instructions, many times slower. */
    @WithDefault("false")
    boolean requireVectors();

    /** The longest time between two commits of progress: what a trial loses at most when its trainer is killed. */
    @WithDefault("60s")
    Duration commitInterval();

    /** The most MiB of images that are asked for and not yet used; at least two records are. */
    @WithDefault("16")
    int batchWindowMebibytes();

    /** After how long without a batch it is asked for again; doubles every time. */
    @WithDefault("10s")
    Duration batchTimeout();

    /** After how long without a batch the trial fails. */
    @WithDefault("5m")
    Duration batchPatience();

    /** The most MiB of validation images that are kept for all epochs of a trial; of more, all are asked for in each epoch. */
    @WithDefault("256")
    int validationKeptMebibytes();

    /** How long to wait for what earlier owners of a trial committed. */
    @WithDefault("2m")
    Duration progressTimeout();

    /** How often trainers may begin a trial without getting it any further; after that it fails. */
    @WithDefault("8")
    int attempts();

    /** How often to look for trials that the queue has dropped, and to queue them anew. */
    @WithDefault("30s")
    Duration lostTrialsInterval();

    /** After how many trials it ends by itself, with exit code 0, and takes no more; 0: never. */
    @WithDefault("0")
    int maxTrials();

    /** How long to try to reach the broker at start. */
    @WithDefault("60s")
    Duration startupTimeout();

    /** How long a shutdown waits for the trial in hand to be committed and released; the JVM's own end comes on top. */
    @WithDefault("8s")
    Duration shutdownTimeout();

    /** The number of CPU threads of the arithmetic. */
    default int engineThreads() {
        return threads().orElseGet(Runtime.getRuntime()::availableProcessors);
    }

    default BatchTimeouts batchTimeouts() {
        return new BatchTimeouts(batchTimeout(), batchPatience());
    }

    /**
     * Checks every bound.
     *
     * @throws IllegalArgumentException naming the key and what it may be
     */
    default TrainerConfig validated() {
        name().ifPresent(name -> Require.name(name, "atelier.trainer.name"));
        threads().ifPresent(threads -> Require.inRange(threads, 1, 1024, "atelier.trainer.threads"));
        positive(commitInterval(), "commit-interval");
        Require.inRange(batchWindowMebibytes(), 1, 1024, "atelier.trainer.batch-window-mebibytes");
        positive(batchTimeout(), "batch-timeout");
        positive(batchPatience(), "batch-patience");
        Require.inRange(validationKeptMebibytes(), 0, 65_536, "atelier.trainer.validation-kept-mebibytes");
        positive(progressTimeout(), "progress-timeout");
        Require.inRange(attempts(), 1, 1000, "atelier.trainer.attempts");
        positive(lostTrialsInterval(), "lost-trials-interval");
        Require.inRange(maxTrials(), 0, 1_000_000, "atelier.trainer.max-trials");
        positive(startupTimeout(), "startup-timeout");
        positive(shutdownTimeout(), "shutdown-timeout");
        return this;
    }

    private static void positive(Duration value, String key) {
        Require.positive(value, 7, "atelier.trainer." + key);
    }
}
