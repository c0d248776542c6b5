package io.atelier.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The stages of a network without each ReLU that the stage before it can do along with its own work, and with each batch
 * normalization done as far as possible along with the convolution before it and by the stage that reads it; in inference
 * a convolution also adds what would be added to its output. This saves passes over memory and changes no bit.
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
        fused.leaveSums(fused.normalize());
        return fused;
    }

    /** Which values are batch normalizations that the stage before does in inference. */
    private boolean[] normalize() {
        boolean[] done = new boolean[stages.size() + 1];
        int[] readers = readers();
        for (int value = 1; value < done.length; value++) {
            Stage stage = stages.get(value - 1);
            for (int i = 0; i < stage.inputs().length; i++) {
                int input = stage.inputs()[i];
                if (input != Stage.IMAGES && readers[input] == 1) {
                    Stage previous = stages.get(input - 1);
                    done[value] = previous.normalizeOutput(stage);
                    stage.normalizeInput(i, previous);
                }
            }
        }
        return done;
    }

    /** Of two summands, the convolution that gives the last one adds the other as it writes. */
    private void leaveSums(boolean[] normalized) {
        int[] readers = readers();
        for (Stage stage : stages) {
            if (stage.inputs().length != 2) {
                continue;
            }
            int number = stage.inputs()[0] > stage.inputs()[1] ? 0 : 1;
            int last = stage.inputs()[number];
            int summand = stage.inputs()[1 - number];
            int written = normalized[last] ? stages.get(last - 1).inputs()[0] : last;
            if (readers[last] == 1 && summand < written && stage.leaveSum(number, stages.get(written - 1))) {
                Stage writer = stages.get(written - 1);
                stages.set(written - 1, writer.reading(new int[] {writer.inputs()[0], summand}));
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
