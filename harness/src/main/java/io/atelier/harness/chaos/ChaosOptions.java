package io.atelier.harness.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What was asked for.
 *
 * @param faults how many
 * @param seed of their moments, kinds and targets
 * @param kinds which
 * @param pause between two faults, in the mean
 * @param trainers trainer processes, of one thread each
 * @param commitInterval how often trainers commit inside an epoch
 * @param workload what is trained while faults happen
 * @param patience how long there may be no sign of life of any trial
 * @param trainerOptions JVM options of trainers beside the usual
 * @param out everything of the processes
 */
public record ChaosOptions(
        int faults,
        long seed,
        List<FaultKind> kinds,
        Duration pause,
        int trainers,
        Duration commitInterval,
        Workload workload,
        Duration patience,
        List<String> trainerOptions,
        Path out) {

    public ChaosOptions {
        kinds = List.copyOf(kinds);
        trainerOptions = List.copyOf(trainerOptions);
    }

    /**
     * A run, which is repeated under new names.
     *
     * @param dataset as the data service takes it
     */
    public record Workload(
            List<String> architectures, List<Long> seeds, int epochs, int trainImages, int testImages, String dataset) {

        public Workload {
            architectures = List.copyOf(architectures);
            seeds = List.copyOf(seeds);
        }

        Request named(String run) {
            return new Request(run, "quick", architectures, seeds, epochs, trainImages, testImages);
        }
    }

    /** Body of {@code POST /runs}. */
    record Request(
            String run,
            String profile,
            List<String> architectures,
            List<Long> seeds,
            int epochs,
            int trainImages,
            int testImages) {}
}
