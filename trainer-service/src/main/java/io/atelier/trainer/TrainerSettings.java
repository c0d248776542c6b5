package io.atelier.trainer;

import io.atelier.contract.Require;
import io.atelier.contract.stream.BatchTimeouts;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** {@link TrainerConfig}, checked and with what it leaves open decided. */
record TrainerSettings(
        String name,
        int threads,
        boolean requireVectors,
        Duration commitInterval,
        int batchWindow,
        BatchTimeouts batchTimeouts,
        Duration progressTimeout,
        int attempts,
        Duration lostTrialsInterval,
        Duration startupTimeout,
        Duration shutdownTimeout) {

    /** @throws IllegalArgumentException if a setting is out of bounds; the message names it */
    static TrainerSettings of(TrainerConfig config) {
        return new TrainerSettings(
                Require.name(config.name().orElseGet(TrainerSettings::randomName), key("name")),
                Require.inRange(
                        config.threads().orElseGet(Runtime.getRuntime()::availableProcessors), 1, 1024, key("threads")),
                config.requireVectors(),
                positive(config.commitInterval(), "commit-interval"),
                Require.inRange(config.batchWindow(), 2, 256, key("batch-window")),
                new BatchTimeouts(
                        positive(config.batchTimeout(), "batch-timeout"),
                        positive(config.batchPatience(), "batch-patience")),
                positive(config.progressTimeout(), "progress-timeout"),
                Require.inRange(config.attempts(), 1, 1000, key("attempts")),
                positive(config.lostTrialsInterval(), "lost-trials-interval"),
                positive(config.startupTimeout(), "startup-timeout"),
                positive(config.shutdownTimeout(), "shutdown-timeout"));
    }

    private static Duration positive(Duration value, String name) {
        return Require.positive(value, 7, key(name));
    }

    private static String key(String name) {
        return "atelier.trainer." + name;
    }

    private static String randomName() {
        return "trainer-" + Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36 * 36), 36);
    }
}
