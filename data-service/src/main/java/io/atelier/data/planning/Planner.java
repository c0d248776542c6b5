package io.atelier.data.planning;

import io.atelier.contract.message.Augmentation;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.recipe.EarlyStopping;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.recipe.Recipe;
import io.atelier.contract.study.StudyConfiguration;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.split.TrainingSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Turns a request into a run: a pure function of request and dataset, so the same request is always the same run. */
final class Planner {

    private final String dataset;
    private final int trainImages;
    private final int testImages;

    Planner(Dataset dataset) {
        this(dataset.name(), dataset.train().size(), dataset.test().size());
    }

    Planner(String dataset, int trainImages, int testImages) {
        this.dataset = dataset;
        this.trainImages = trainImages;
        this.testImages = testImages;
    }

    PlannedRun plan(RunRequest request) throws InvalidRunException {
        Choices choices = Choices.of(request, trainImages, testImages);
        List<TrialDefinition> trials = trials("unnamed", choices);
        if (request.run() != null) {
            return new PlannedRun(request.run(), trials(request.run(), choices));
        }
        String name = choices.profile().label() + "-" + TrialContent.hash(new PlannedRun("unnamed", trials).trials());
        return new PlannedRun(name, trials(name, choices));
    }

    private List<TrialDefinition> trials(String run, Choices choices) {
        List<TrialDefinition> trials = new ArrayList<>();
        for (StudyConfiguration configuration : choices.configurations()) {
            for (long seed : choices.seeds()) {
                trials.add(trial(run, configuration, seed, choices));
            }
        }
        return trials;
    }

    private TrialDefinition trial(String run, StudyConfiguration configuration, long seed, Choices choices) {
        Recipe recipe = configuration.recipe();
        Holdout holdout = recipe.holdout();
        return new TrialDefinition(
                TrialDefinition.SCHEMA,
                run,
                choices.configurations().size() * choices.seeds().size(),
                configuration.architecture(),
                seed,
                choices.profile().label(),
                Objects.requireNonNullElse(choices.epochs(), recipe.epochs()),
                recipe.earlyStopping().map(EarlyStopping::patience).orElse(null),
                stream(Split.TRAIN, holdout, augmentation(recipe), recipe.batchSize(), choices.trainImages(), seed),
                holdout.equals(Holdout.NONE)
                        ? null
                        : stream(
                                Split.VALIDATION,
                                holdout,
                                Augmentation.NONE,
                                recipe.batchSize(),
                                choices.trainImages(),
                                0),
                stream(Split.TEST, Holdout.NONE, Augmentation.NONE, recipe.batchSize(), choices.testImages(), 0));
    }

    /** As long as streams have no list of them: none, or the one of Keras. */
    private static Augmentation augmentation(Recipe recipe) {
        if (recipe.augmentations().isEmpty()) {
            return Augmentation.NONE;
        }
        if (recipe.augmentations().size() == 1
                && recipe.augmentations().get(0) instanceof io.atelier.contract.recipe.Augmentation.Keras keras) {
            return new Augmentation(keras.widthShift(), keras.heightShift(), keras.rotation(), keras.horizontalFlip());
        }
        throw new IllegalArgumentException(
                "augmentations must be none or the one of keras, but are " + recipe.augmentations());
    }

    private StreamDefinition stream(
            Split split, Holdout holdout, Augmentation augmentation, int batchSize, int source, long seed) {
        int images =
                switch (split) {
                    case TRAIN -> TrainingSplit.of(holdout, source).train().length;
                    case VALIDATION -> TrainingSplit.of(holdout, source).validation().length;
                    case TEST -> source;
                };
        return new StreamDefinition(dataset, split, source, images, holdout, augmentation, batchSize, seed);
    }
}
