package io.atelier.contract.experiment;

import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.fuzz.Probe;
import java.util.Optional;

/** Bytes of an experiment. One that is accepted must survive being written and read again. */
public final class ExperimentTarget {

    /** A short sweep makes a hundred configurations. */
    private static final long EXTRA_BYTES = 128L << 20;

    private static final Probe PROBE = new Probe();

    private ExperimentTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Optional<Experiment> experiment = PROBE.decode(
                "Experiment",
                input.length,
                EXTRA_BYTES,
                InvalidDefinitionException.class,
                () -> Experiment.read(input, Experiments.GREY));
        if (experiment.isPresent()) {
            String written = experiment.get().write().toString();
            String again = Experiments.read(written).write().toString();
            Probe.require(again.equals(written), "Not what was written: " + written);
            Probe.require(experiment.get().trials() <= Experiment.MAX_TRIALS, "Too many trials");
        }
    }

    public static void fuzzerTearDown() {
        PROBE.report();
    }
}
