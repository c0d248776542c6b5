package io.atelier.contract.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.Require;
import io.atelier.contract.dataset.DatasetSelection;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.contract.definition.DefinitionText;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.definition.Value;
import io.atelier.contract.halving.Halving;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a run trains: every configuration with every seed. What was swept over are configurations by now.
 *
 * @param run its name; empty: derived from its content
 * @param profile empty: none, all is said by the rest
 * @param dataset which one; empty: that of the data service
 * @param configurations 1 to 100, each label once
 * @param seeds 1 to 64 from 0 on, in ascending order, each once
 * @param trainImages how many images of the training set are used, from its beginning, at least 20; empty: all
 * @param testImages how many images of the test set are used, from its beginning, at least 1; empty: all
 * @param halving by which all configurations compete, for each seed; empty: each is trained to its end
 * @param extensible whether the trials' states are kept at their ends, so that the run can be given more epochs
 */
public record Experiment(
        Optional<String> run,
        Optional<Profile> profile,
        Optional<DatasetSelection> dataset,
        List<Configuration> configurations,
        List<Long> seeds,
        OptionalInt trainImages,
        OptionalInt testImages,
        Optional<Halving> halving,
        boolean extensible) {

    public static final int MAX_CONFIGURATIONS = 100;
    public static final int MAX_SEEDS = 64;
    public static final int MAX_TRIALS = 1000;

    /** Fewer leave a validation set of a handful. */
    static final int MIN_TRAIN_IMAGES = 20;

    public Experiment {
        run.ifPresent(name -> Require.name(name, "run"));
        Require.present(profile, "profile");
        Require.present(dataset, "dataset");
        configurations = Require.copy(configurations, MAX_CONFIGURATIONS, "configurations");
        Require.that(!configurations.isEmpty(), "configurations must not be empty");
        Require.that(
                new HashSet<>(labels(configurations)).size() == configurations.size(),
                "configurations must have different labels, but have %s",
                labels(configurations));
        seeds = Require.copy(seeds, MAX_SEEDS, "seeds").stream().sorted().toList();
        Require.that(!seeds.isEmpty(), "seeds must not be empty");
        Require.that(seeds.get(0) >= 0, "seeds must be 0 or more, but one is %d", seeds.get(0));
        Require.that(new HashSet<>(seeds).size() == seeds.size(), "seeds must be different, but are %s", seeds);
        Require.inRange(configurations.size() * seeds.size(), 1, MAX_TRIALS, "trials");
        Require.inRange(trainImages.orElse(MIN_TRAIN_IMAGES), MIN_TRAIN_IMAGES, Integer.MAX_VALUE, "train_images");
        Require.inRange(testImages.orElse(1), 1, Integer.MAX_VALUE, "test_images");
        int competing = configurations.size();
        halving.ifPresent(found -> Require.that(
                found.configurations() == competing,
                "halving.configurations must be all %d, but is %d",
                competing,
                found.configurations()));
        Require.that(
                !extensible || halving.isEmpty(),
                "extensible must be left out where configurations compete by halving");
        Require.that(
                !extensible
                        || configurations.stream()
                                .noneMatch(one -> one.recipe().schedule().dependsOnEpochs()),
                "extensible must come with schedules that are the same for any number of epochs");
    }

    /** Reads JSON, such as {@code {"architectures": ["tiny"], "recipe": {"epochs": 5}, "seeds": [1, 2]}}. */
    public static Experiment read(byte[] json, DatasetShape dataset) throws InvalidDefinitionException {
        return read(json, Optional.of(dataset));
    }

    /** The same; whether networks fit is left open where the images are not known yet. */
    public static Experiment read(byte[] json, Optional<DatasetShape> dataset) throws InvalidDefinitionException {
        return DefinitionText.read(json, value -> new ExperimentReader(dataset).read(value));
    }

    /** The same of a value. Empty after a fault was added. */
    public static Optional<Experiment> read(Value value, Optional<DatasetShape> dataset) {
        return new ExperimentReader(dataset).read(value);
    }

    /** How many trainings it is. */
    public int trials() {
        return configurations.size() * seeds.size();
    }

    /**
     * The same with what architectures leave to the dataset.
     *
     * @param mean of each channel of the training images, in [0, 1]
     * @param deviation of the same; may be 0
     */
    public Experiment settled(List<Double> mean, List<Double> deviation) {
        return new Experiment(
                run,
                profile,
                dataset,
                configurations.stream()
                        .map(one -> new Configuration(
                                one.label(), one.architecture().settled(mean, deviation), one.recipe()))
                        .toList(),
                seeds,
                trainImages,
                testImages,
                halving,
                extensible);
    }

    /**
     * Whether all trainings of {@code other} are among its own, unchanged or, where it is extensible, with more epochs: a run
     * of the other can be extended by it.
     */
    public boolean contains(Experiment other) {
        return profile.equals(other.profile)
                && dataset.equals(other.dataset)
                && trainImages.equals(other.trainImages)
                && testImages.equals(other.testImages)
                && halving.equals(other.halving)
                && extensible == other.extensible
                && other.configurations.stream().allMatch(this::contains)
                && new HashSet<>(seeds).containsAll(other.seeds);
    }

    private boolean contains(Configuration other) {
        return configurations.stream().anyMatch(own -> own.equals(other) || (extensible && own.isLongerThan(other)));
    }

    /** As {@link #read} reads it, with every configuration in full, and so without the profile, which is a shorthand. */
    public ObjectNode write() {
        FieldWriter out = new FieldWriter();
        run.ifPresent(name -> out.put("run", name));
        dataset.ifPresent(selected -> selected.write("dataset", out));
        out.objects(
                "configurations",
                configurations.stream().map(Configuration::write).toList());
        halving.ifPresent(found -> out.object("sweep", Sweep.write(found)));
        seeds.forEach(out.done().putArray("seeds")::add);
        put(out, "train_images", trainImages, profile.map(Profile::trainImages));
        put(out, "test_images", testImages, profile.map(Profile::testImages));
        out.put("extensible", extensible, false);
        return out.done();
    }

    private static void put(FieldWriter out, String name, OptionalInt images, Optional<OptionalInt> ofProfile) {
        OptionalInt number = images.isPresent() ? images : ofProfile.orElse(images);
        number.ifPresent(found -> out.put(name, found));
    }

    private static List<String> labels(List<Configuration> configurations) {
        return configurations.stream().map(Configuration::label).toList();
    }
}
