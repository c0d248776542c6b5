package io.atelier.data.planning;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How much of the study a run repeats. A null is "as the recipe or the dataset has it". */
enum Profile {
    /** The recipes of the report. */
    REPORT(null, null, null),
    /** One epoch on a tenth of the training images: minutes. */
    QUICK(1, 6_000, 2_000);

    private final Integer epochs;
    private final Integer trainImages;
    private final Integer testImages;

    Profile(Integer epochs, Integer trainImages, Integer testImages) {
        this.epochs = epochs;
        this.trainImages = trainImages;
        this.testImages = testImages;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Integer epochs() {
        return epochs;
    }

    Integer trainImages() {
        return trainImages;
    }

    Integer testImages() {
        return testImages;
    }

    static Optional<Profile> labelled(String label) {
        return Arrays.stream(values())
                .filter(profile -> profile.label().equals(label))
                .findFirst();
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Profile::label).toList();
    }
}
