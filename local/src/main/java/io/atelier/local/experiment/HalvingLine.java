package io.atelier.local.experiment;

import io.atelier.contract.halving.Halving;
import java.util.stream.Collectors;

/** How many trials train how many epochs by successive halving. */
public final class HalvingLine {

    private HalvingLine() {}

    /** As in {@code For each seed 9 trials train up to epoch 1, 3 up to 3, 1 up to 9: 21 epochs instead of 81}. */
    public static String of(Halving halving, int epochs) {
        String stages = halving.stages(epochs).stream()
                .map(stage -> stage.trials() + " up to " + stage.epoch())
                .collect(Collectors.joining(", "));
        return "For each seed "
                + stages.replaceFirst(
                        " up to ",
                        (halving.configurations() == 1 ? " trial trains" : " trials train") + " up to epoch ")
                + ": " + halving.epochsInAll(epochs) + " epochs instead of "
                + (long) halving.configurations() * epochs;
    }
}
