package io.atelier.data.planning;

import com.fasterxml.jackson.databind.JsonNode;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetSelection;
import io.atelier.contract.dataset.DatasetStatistics;
import io.atelier.contract.definition.DefinitionText;
import io.atelier.contract.definition.Faults;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.definition.Value;
import io.atelier.contract.experiment.Configuration;
import io.atelier.contract.experiment.Experiment;
import io.atelier.contract.experiment.Profile;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.recipe.Recipe;
import io.atelier.data.catalog.Lookup;
import io.atelier.data.split.TrainingSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Turns a request into a run: a pure function of request and dataset, so the same request is always the same run. */
final class Planner {

    /** The profile of trials whose experiment has none; also the beginning of their run's name. */
    static final String NO_PROFILE = "experiment";

    /** The most bytes that the definitions of a run's trials have together: they are published in one transaction. */
    private static final long MAX_BYTES = 64L << 20;

    private static final String DATASET = "dataset";

    private final DatasetDescription dataset;
    private final DatasetStatistics statistics;

    /** {@code statistics} are those of the dataset. */
    Planner(DatasetDescription dataset, DatasetStatistics statistics) {
        this.dataset = dataset;
        this.statistics = statistics;
    }

    /**
     * The dataset that JSON asks for; nothing where it names none, or where what it says of that is wrong, which {@link #plan}
     * and {@link #check} tell.
     *
     * @throws InvalidDefinitionException if it is no JSON
     */
    static Optional<DatasetSelection> selection(byte[] request) throws InvalidDefinitionException {
        JsonNode json = DefinitionText.read(request, value -> Optional.of(value.json()));
        return json.has(DATASET)
                ? DatasetSelection.read(new Value(json.get(DATASET), DATASET, new Faults()))
                : Optional.empty();
    }

    /**
     * Checks what JSON asks for as far as that can be done without the dataset.
     *
     * @param lookup what there is of the dataset
     * @throws InvalidDefinitionException with everything that is wrong with the request, the dataset included
     */
    static void check(byte[] request, Lookup lookup) throws InvalidDefinitionException {
        DefinitionText.read(request, value -> {
            Optional<Experiment> experiment = lookup.known().isPresent()
                    ? read(value, lookup.known().get(), UnaryOperator.identity())
                    : Experiment.read(value, Optional.empty());
            lookup.fault().ifPresent(message -> value.faults().add(DATASET, message));
            return experiment;
        });
    }

    /**
     * Plans what JSON asks for.
     *
     * @throws InvalidDefinitionException with everything that is wrong with the request
     */
    PlannedRun plan(byte[] request) throws InvalidDefinitionException {
        Experiment experiment = DefinitionText.read(request, value -> read(value, dataset, this::settled));
        PlannedRun unnamed = new PlannedRun("unnamed", trials("unnamed", experiment));
        String name = experiment.run().orElseGet(() -> profile(experiment) + "-" + TrialContent.hash(unnamed.trials()));
        return new PlannedRun(name, trials(name, experiment));
    }

    private static String profile(Experiment experiment) {
        return experiment.profile().map(Profile::label).orElse(NO_PROFILE);
    }

    private Experiment settled(Experiment experiment) {
        return experiment.settled(statistics.mean(), statistics.deviation());
    }

    private static Optional<Experiment> read(
            Value request, DatasetDescription dataset, UnaryOperator<Experiment> settling) {
        Optional<Experiment> experiment =
                Experiment.read(request, Optional.of(dataset.shape())).map(settling);
        requireImages("train_images", dataset.train(), request);
        requireImages("test_images", dataset.test(), request);
        experiment.ifPresent(found -> requireFewBytes(found, request));
        return request.faults().count() == 0 ? experiment : Optional.empty();
    }

    /** Of the request as it stands, since what is wrong beside hides nothing. */
    private static void requireImages(String field, int available, Value request) {
        JsonNode asked = request.json().path(field);
        if (asked.isIntegralNumber() && asked.canConvertToInt() && asked.intValue() > available) {
            request.faults()
                    .add(field, "must be at most " + available + ", as many as the dataset has, but is " + asked);
        }
    }

    private static void requireFewBytes(Experiment experiment, Value request) {
        long bytes = 0;
        for (Configuration configuration : experiment.configurations()) {
            int ofOne = TrialDefinition.bytes(configuration.architecture(), configuration.recipe());
            if (ofOne > TrialDefinition.MAX_BYTES) {
                request.fault("must have at most " + TrialDefinition.MAX_BYTES
                        + " bytes of JSON in each configuration, with" + " the dataset's mean and deviation in it, but "
                        + configuration.label() + " has " + ofOne);
            }
            bytes += (long) ofOne * experiment.seeds().size();
        }
        if (bytes > MAX_BYTES) {
            request.fault("must have at most " + MAX_BYTES + " bytes of JSON in its trials, but has " + bytes
                    + ": plan it as several runs");
        }
    }

    private List<TrialDefinition> trials(String run, Experiment experiment) {
        List<TrialDefinition> trials = new ArrayList<>();
        for (Configuration configuration : experiment.configurations()) {
            for (long seed : experiment.seeds()) {
                trials.add(trial(run, configuration, seed, experiment));
            }
        }
        return trials;
    }

    private TrialDefinition trial(String run, Configuration configuration, long seed, Experiment experiment) {
        Recipe recipe = configuration.recipe();
        Holdout holdout = recipe.holdout();
        int train = images(experiment.trainImages(), experiment.profile().map(Profile::trainImages), dataset.train());
        int test = images(experiment.testImages(), experiment.profile().map(Profile::testImages), dataset.test());
        return new TrialDefinition(
                TrialDefinition.SCHEMA,
                run,
                experiment.trials(),
                configuration.label(),
                configuration.architecture(),
                recipe,
                seed,
                profile(experiment),
                stream(Split.TRAIN, holdout, recipe.augmentations(), train, seed),
                holdout.equals(Holdout.NONE) ? null : stream(Split.VALIDATION, holdout, List.of(), train, 0),
                stream(Split.TEST, Holdout.NONE, List.of(), test, 0),
                experiment.halving().orElse(null),
                experiment.extensible() ? true : null);
    }

    private static int images(OptionalInt asked, Optional<OptionalInt> ofProfile, int available) {
        OptionalInt wanted = asked.isPresent() ? asked : ofProfile.orElse(asked);
        return Math.min(wanted.orElse(available), available);
    }

    private StreamDefinition stream(
            Split split, Holdout holdout, List<Augmentation> augmentations, int source, long seed) {
        int images =
                switch (split) {
                    case TRAIN -> TrainingSplit.of(holdout, source).train().length;
                    case VALIDATION -> TrainingSplit.of(holdout, source).validation().length;
                    case TEST -> source;
                };
        int recordImages = StreamDefinition.recordImages(dataset.image(), augmentations);
        return new StreamDefinition(
                dataset.reference(), split, source, images, holdout, augmentations, recordImages, seed);
    }
}
