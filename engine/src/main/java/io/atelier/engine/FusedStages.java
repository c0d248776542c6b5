package io.atelier.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The stages of a network without each ReLU that the stage before it can do along with its own work, and with each batch
 * normalization done as far as possible along with the convolution before it and by the stage that reads it: this saves
 * passes over memory and changes no bit.
 *
 * @param classified the value that the classifier reads
 */
record FusedStages(List<Stage> stages, int classified) {

    /** @param stages each after those whose output it reads */
    static FusedStages of(List<Stage> stages, int classified) {
        int[] readers = readers(stages, classified);
        int[] values = new int[stages.size() + 1];
        List<Stage> kept = new ArrayList<>();
        for (int i = 1; i < values.length; i++) {
            Stage stage = stages.get(i - 1);
            int input = stage.inputs()[0];
            if (stage.isRectifier()
                    && input != Stage.IMAGES
                    && readers[input] == 1
                    && stages.get(input - 1).rectify()) {
                values[i] = values[input];
            } else {
                kept.add(stage.reading(
                        Arrays.stream(stage.inputs()).map(one -> values[one]).toArray()));
                values[i] = kept.size();
            }
        }
        FusedStages fused = new FusedStages(kept, values[classified]);
        fused.normalize();
        return fused;
    }

    private void normalize() {
        int[] readers = readers();
        for (Stage stage : stages) {
            for (int i = 0; i < stage.inputs().length; i++) {
                int input = stage.inputs()[i];
                if (input != Stage.IMAGES && readers[input] == 1) {
                    Stage previous = stages.get(input - 1);
                    previous.normalizeOutput(stage);
                    stage.normalizeInput(i, previous);
                }
            }
        }
    }

    /** How many read each value, the classifier included. */
    int[] readers() {
        return readers(stages, classified);
    }

    private static int[] readers(List<Stage> stages, int classified) {
        int[] readers = new int[stages.size() + 1];
        readers[classified]++;
        for (Stage stage : stages) {
            for (int input : stage.inputs()) {
                readers[input]++;
            }
        }
        return readers;
    }
}
