package io.atelier.contract.experiment;

import io.atelier.contract.definition.Value;
import java.util.OptionalInt;

/** How much of the study a run repeats, in one word. What is empty is as the recipe or the dataset has it. */
public enum Profile {
    /** The recipes of the study. */
    REPORT(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty()),
    /** One epoch on a tenth of the training images: minutes. */
    QUICK(OptionalInt.of(1), OptionalInt.of(6_000), OptionalInt.of(2_000));

    private final OptionalInt epochs;
    private final OptionalInt trainImages;
    private final OptionalInt testImages;

    Profile(OptionalInt epochs, OptionalInt trainImages, OptionalInt testImages) {
        this.epochs = epochs;
        this.trainImages = trainImages;
        this.testImages = testImages;
    }

    /** As experiments name it. */
    public String label() {
        return Value.label(this);
    }

    /** What all recipes get, unless the experiment says another number. */
    OptionalInt epochs() {
        return epochs;
    }

    /** The most that are used, unless the experiment says another number. */
    public OptionalInt trainImages() {
        return trainImages;
    }

    /** As {@link #trainImages}. */
    public OptionalInt testImages() {
        return testImages;
    }
}
