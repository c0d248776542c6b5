package io.atelier.data.planning;

import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.recipe.Recipe;
import io.atelier.contract.study.StudyConfiguration;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.split.TrainingSplit;
import java.util.ArrayList;
import java.util.List;

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
        Recipe recipe = choices.epochs() == null
                ? configuration.recipe()
                : configuration.recipe().withEpochs(choices.epochs());
        Holdout holdout = recipe.holdout();
        return new TrialDefinition(
                TrialDefinition.SCHEMA,
                run,
                choices.configurations().size() * choices.seeds().size(),
                configuration.architecture(),
                BuiltIns.find(configuration.architecture()).orElseThrow(),
                recipe,
                seed,
                choices.profile().label(),
                stream(Split.TRAIN, holdout, recipe.augmentations(), recipe.batchSize(), choices.trainImages(), seed),
                holdout.equals(Holdout.NONE)
                        ? null
                        : stream(Split.VALIDATION, holdout, List.of(), recipe.batchSize(), choices.trainImages(), 0),
                stream(Split.TEST, Holdout.NONE, List.of(), recipe.batchSize(), choices.testImages(), 0));
    }

    private StreamDefinition stream(
            Split split, Holdout holdout, List<Augmentation> augmentations, int batchSize, int source, long seed) {
        int images =
                switch (split) {
                    case TRAIN -> TrainingSplit.of(holdout, source).train().length;
                    case VALIDATION -> TrainingSplit.of(holdout, source).validation().length;
                    case TEST -> source;
                };
        return new StreamDefinition(dataset, split, source, images, holdout, augmentations, batchSize, seed);
    }
}
