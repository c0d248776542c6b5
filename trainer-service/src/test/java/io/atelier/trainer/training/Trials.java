package io.atelier.trainer.training;

import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.recipe.Holdout;
import java.util.List;

/** Small trials for tests. */
public final class Trials {

    private Trials() {}

    /** Without validation. */
    public static TrialDefinition plain(String run, String architecture, int images, int batchSize, int epochs) {
        return new TrialDefinition(
                TrialDefinition.SCHEMA,
                run,
                1,
                architecture,
                1,
                "test",
                epochs,
                null,
                stream(Split.TRAIN, images, images, Holdout.NONE, batchSize),
                null,
                stream(Split.TEST, images, images, Holdout.NONE, batchSize));
    }

    /** Three quarters of {@code images} train, one quarter validates. */
    public static TrialDefinition validated(
            String run, String architecture, int images, int batchSize, int epochs, Integer patience) {
        Holdout holdout = Holdout.tail(0.25);
        return new TrialDefinition(
                TrialDefinition.SCHEMA,
                run,
                1,
                architecture,
                1,
                "test",
                epochs,
                patience,
                stream(Split.TRAIN, images, images * 3 / 4, holdout, batchSize),
                stream(Split.VALIDATION, images, images / 4, holdout, batchSize),
                stream(Split.TEST, images, images, Holdout.NONE, batchSize));
    }

    private static StreamDefinition stream(Split split, int source, int images, Holdout holdout, int batchSize) {
        return new StreamDefinition(
                "synthetic", split, source, images, holdout, List.of(), batchSize, split == Split.TRAIN ? 1 : 0);
    }
}
