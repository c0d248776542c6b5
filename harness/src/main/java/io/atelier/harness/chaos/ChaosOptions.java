package io.atelier.harness.chaos;

import io.atelier.harness.cluster.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What {@code atelier chaos} is to do.
 *
 * @param faults number of faults
 * @param seed decides when faults happen, of which kinds and to which processes
 * @param kinds of faults to choose from
 * @param pause mean pause between two faults
 * @param brokers number of brokers
 * @param away for how long {@link FaultKind#MOST_BROKERS} are away
 * @param trainers number of trainer processes, each with one thread
 * @param commitInterval how often trainers commit inside an epoch
 * @param workload what is trained while faults happen
 * @param dataset as the data service takes it
 * @param patience how long no trial may make progress before it gives up
 * @param trainerOptions further JVM options of the trainers
 * @param out directory for all files of the processes
 */
public record ChaosOptions(
        int faults,
        long seed,
        List<FaultKind> kinds,
        Duration pause,
        int brokers,
        Duration away,
        int trainers,
        Duration commitInterval,
        Workload workload,
        String dataset,
        Duration patience,
        List<String> trainerOptions,
        Path out) {

    public ChaosOptions {
        kinds = List.copyOf(kinds);
        trainerOptions = List.copyOf(trainerOptions);
    }
}
