package io.atelier.harness.soak;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.study.StudyNetworks;
import io.atelier.local.service.ProcessKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

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

    private static final NetworkPlan NETWORK = StudyNetworks.smallest();

    /** Of the built-in ones, the smallest and quickest. */
    static final String ARCHITECTURE = NETWORK.architecture().name();

    /** Its parameters as floats, with the header of their file. */
    static final int MODEL_BYTES = Math.toIntExact(NETWORK.parameterCount() * 4 + 4_096);

    public SoakOptions {
        options = Map.copyOf(options);
    }

    /** A run of {@link #ARCHITECTURE}, which is repeated under new names. Its seeds are 1, 2 and so on: a trial each. */
    public record Workload(int seeds, int epochs, int trainImages, int testImages) {

        /** As {@code POST /runs} takes it. */
        ObjectNode experiment() {
            ObjectNode experiment = JsonNodeFactory.instance
                    .objectNode()
                    .put("profile", "quick")
                    .put("epochs", epochs)
                    .put("train_images", trainImages)
                    .put("test_images", testImages);
            experiment.putArray("architectures").add(ARCHITECTURE);
            LongStream.rangeClosed(1, seeds).forEach(experiment.putArray("seeds")::add);
            return experiment;
        }
    }
}
