package io.atelier.harness.soak;

import io.atelier.local.service.ProcessKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What {@code atelier soak} is to do.
 *
 * @param duration how long to train
 * @param interval between two samples
 * @param workload what is trained again and again
 * @param options further JVM options, by kind of process
 * @param out directory for all files of the processes and of the measurement
 */
public record SoakOptions(
        Duration duration, Duration interval, Workload workload, Map<ProcessKind, List<String>> options, Path out) {

    /** The smallest and quickest. */
    static final String ARCHITECTURE = "fmnist_3";

    /** Its parameters as floats, with the header of their file. */
    static final int MODEL_BYTES = 255_158 * 4 + 4_096;

    public SoakOptions {
        options = Map.copyOf(options);
    }

    /** A run of {@link #ARCHITECTURE}, which is repeated under new names. Its seeds are 1, 2 and so on: a trial each. */
    public record Workload(int seeds, int epochs, int trainImages, int testImages) {}
}
