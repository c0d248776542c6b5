package io.atelier.trainer;

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

    /** The most batches that are asked for and not yet used. */
    @WithDefault("16")
    int batchWindow();

    /** After how long without a batch it is asked for again; doubles every time. */
    @WithDefault("10s")
    Duration batchTimeout();

    /** After how long without a batch the trial fails. */
    @WithDefault("5m")
    Duration batchPatience();

    /** How long to wait for what earlier owners of a trial committed. */
    @WithDefault("2m")
    Duration progressTimeout();

    /** How often trainers may begin a trial without getting it any further; after that it fails. */
    @WithDefault("8")
    int attempts();

    /** How often to look for trials that the queue has dropped, and to queue them anew. */
    @WithDefault("30s")
    Duration lostTrialsInterval();

    /** How long to try to reach the broker at start. */
    @WithDefault("60s")
    Duration startupTimeout();

    /** How long a shutdown waits for the trial in hand to be committed and released; the JVM's own end comes on top. */
    @WithDefault("8s")
    Duration shutdownTimeout();
}
