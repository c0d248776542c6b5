package io.atelier.data.planning;

import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Holdout;
import java.util.List;
import java.util.Optional;

/** The six architectures of the study, each with the recipe by which it was trained. */
final class Study {

    static final int BATCH_SIZE = 128;

    private static final Holdout LAST_QUARTER = Holdout.tail(0.25);
    private static final Holdout SHUFFLED_FIFTH = Holdout.shuffled(0.2, 42);
    private static final List<Augmentation> SHIFTED_AND_FLIPPED = List.of(new Augmentation.Keras(0.2, 0.2, 0, true));

    private static final List<Subject> SUBJECTS = List.of(
            new Subject("fmnist_1", Holdout.NONE, List.of(), 10, null, 118),
            new Subject("fmnist_2", LAST_QUARTER, List.of(), 10, null, 116),
            new Subject("fmnist_3", LAST_QUARTER, List.of(), 50, 5, 22),
            new Subject("fmnist_4", SHUFFLED_FIFTH, SHIFTED_AND_FLIPPED, 50, 5, 22),
            new Subject("fmnist_5", SHUFFLED_FIFTH, SHIFTED_AND_FLIPPED, 50, 5, 74),
            new Subject("fmnist_6", SHUFFLED_FIFTH, SHIFTED_AND_FLIPPED, 50, 5, 30));

    private Study() {}

    /**
     * An architecture with its recipe.
     *
     * @param architecture its name
     * @param holdout how validation images are taken out
     * @param augmentations changes of the training images
     * @param epochs the most epochs
     * @param patience epochs without a better validation loss before training stops; null: never
     * @param megaMacs millions of multiplications and additions for one image, forward
     */
    record Subject(
            String architecture,
            Holdout holdout,
            List<Augmentation> augmentations,
            int epochs,
            Integer patience,
            int megaMacs) {}

    static List<String> architectures() {
        return SUBJECTS.stream().map(Subject::architecture).toList();
    }

    static Optional<Subject> subject(String architecture) {
        return SUBJECTS.stream()
                .filter(subject -> subject.architecture().equals(architecture))
                .findFirst();
    }

    /** Millions of multiplications and additions, forward; 0 for an architecture that the study does not have. */
    static long work(TrialDefinition trial) {
        int megaMacs = subject(trial.architecture()).map(Subject::megaMacs).orElse(0);
        return (long) trial.epochs() * trial.train().images() * megaMacs;
    }
}
