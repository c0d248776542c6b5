package io.atelier.harness.load;

import io.atelier.harness.cluster.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What {@code atelier load} is to do.
 *
 * @param trainers how many there are at once, one number after the other
 * @param rate images that each uses in a second; 0: as many as come
 * @param dataServices how many answer them
 * @param duration of each measurement
 * @param workload whose first trial's training images are asked for
 * @param dataset as the data service takes it
 * @param out directory for all files of the processes
 */
public record LoadOptions(
        List<Integer> trainers,
        int rate,
        int dataServices,
        Duration duration,
        Workload workload,
        String dataset,
        Path out) {

    public LoadOptions {
        trainers = List.copyOf(trainers);
    }
}
