package io.atelier.contract.experiment;

import com.fasterxml.jackson.databind.node.IntNode;
import io.atelier.contract.dataset.DatasetSelection;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.contract.definition.Faults;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import io.atelier.contract.halving.Halving;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.recipe.Recipe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads an experiment for a dataset of a certain shape. Confined to one thread. */
final class ExperimentReader {

    private static final long DEFAULT_SEED = 1;

    private final Optional<DatasetShape> dataset;

    ExperimentReader(Optional<DatasetShape> dataset) {
        this.dataset = dataset;
    }

    /** Empty after a fault was added. */
    Optional<Experiment> read(Value value) {
        Faults faults = value.faults();
        Fields fields = value.fields();
        Optional<String> run = fields.optional("run").map(Value::name);
        Optional<Profile> profile = fields.optional("profile").map(given -> given.choice(Profile.class));
        Optional<DatasetSelection> selected = fields.optional("dataset").flatMap(DatasetSelection::read);
        int before = faults.count();
        List<Configuration> written = new ConfigurationsReader(dataset, fields, faults).read();
        List<Configuration> set = set(fields, written, settings(fields, profile), faults);
        boolean complete = faults.count() == before;
        Optional<Value> sweepValue = fields.optional("sweep");
        Optional<Sweep> sweep = sweepValue.flatMap(Sweep::read);
        // Of what is not all there, nothing that is said about the whole would be true.
        List<Configuration> configurations = sweep.isPresent() && complete
                ? new Expansion(sweep.get(), fields.path("sweep"), dataset, faults).of(set)
                : set;
        List<Long> seeds = seeds(fields);
        OptionalInt trainImages = images(fields, "train_images", Experiment.MIN_TRAIN_IMAGES);
        OptionalInt testImages = images(fields, "test_images", 1);
        boolean extensible = fields.flag("extensible", false);
        Optional<Halving> halving = Optional.empty();
        if (faults.count() == before) {
            halving = sweep.flatMap(Sweep::rungs).map(rungs -> halving(rungs, configurations, fields));
            requireDifferent(configurations, fields);
            requireTrials(configurations.size(), seeds.size(), fields);
            if (extensible) {
                requireExtensible(configurations, halving, fields);
            }
        }
        Optional<Halving> competition = halving;
        return fields.make(() -> new Experiment(
                run, profile, selected, configurations, seeds, trainImages, testImages, competition, extensible));
    }

    /** Says what makes more epochs another training. */
    private static void requireExtensible(
            List<Configuration> configurations, Optional<Halving> halving, Fields fields) {
        if (halving.isPresent()) {
            fields.fault(
                    "extensible",
                    "must be left out with successive_halving: trials that were pruned would have to compete again");
        }
        String path = fields.optional("recipe")
                .filter(recipe -> recipe.json().has("schedule"))
                .map(recipe -> recipe.path() + ".schedule")
                .orElse(fields.path("extensible"));
        configurations.stream()
                .filter(configuration -> configuration.recipe().schedule().dependsOnEpochs())
                .findFirst()
                .ifPresent(found -> fields.faults()
                        .add(
                                path,
                                "must be the same for any number of epochs where extensible is true, as constant, step and"
                                        + " piecewise are, but that of " + found + " is "
                                        + Value.label(found.recipe().schedule().kind())));
    }

    /** Says what makes configurations incomparable. */
    private static Halving halving(Sweep.Rungs rungs, List<Configuration> configurations, Fields fields) {
        String path = fields.path("sweep");
        Faults faults = fields.faults();
        for (Configuration configuration : configurations) {
            if (configuration.recipe().holdout().equals(Holdout.NONE)) {
                faults.add(
                        path + ".method",
                        "must come with a holdout in every recipe, by whose loss trials are ranked, but "
                                + configuration + " has none");
                break;
            }
        }
        Configuration first = configurations.get(0);
        int epochs = first.recipe().epochs();
        for (Configuration configuration : configurations) {
            int others = configuration.recipe().epochs();
            if (others != epochs) {
                faults.add(
                        path + ".method",
                        "must come with recipes of equally many epochs, but " + first + " has " + epochs + " and "
                                + configuration + " has " + others);
                break;
            }
        }
        if (rungs.epochs() >= epochs) {
            faults.add(
                    path + ".epochs",
                    "must be less than the epochs of the recipe, " + epochs + ", but is " + rungs.epochs());
        }
        return new Halving(rungs.factor(), rungs.epochs(), configurations.size());
    }

    /** What {@code set}, {@code epochs} and the profile put into every recipe; the first of them that says it wins. */
    private static Map<Setting, Value> settings(Fields fields, Optional<Profile> profile) {
        Map<Setting, Value> settings = new HashMap<>();
        Optional<Fields> values = fields.optional("set").map(Value::fields);
        values.ifPresent(all -> all.names().forEach(path -> {
            Value value = all.optional(path).orElseThrow();
            Setting.ofRecipe(path)
                    .ifPresentOrElse(
                            setting -> settings.put(setting, value),
                            () -> value.fault("must be left out: only a field of recipes, such as recipe.epochs, can be"
                                    + " set for all configurations"));
        }));
        Setting epochs = Setting.ofRecipe("recipe.epochs").orElseThrow();
        fields.optional("epochs").ifPresent(value -> {
            if (settings.containsKey(epochs)) {
                value.fault("must be left out where " + settings.get(epochs).path() + " is given, but is " + value);
            } else {
                value.integer(1, Recipe.MAX_EPOCHS);
                settings.put(epochs, value);
            }
        });
        profile.map(Profile::epochs)
                .ifPresent(all -> all.ifPresent(number -> settings.putIfAbsent(
                        epochs, new Value(IntNode.valueOf(number), fields.path("profile"), fields.faults()))));
        return settings;
    }

    private List<Configuration> set(
            Fields fields, List<Configuration> configurations, Map<Setting, Value> settings, Faults faults) {
        if (settings.isEmpty()) {
            return configurations;
        }
        List<Configuration> changed = new ArrayList<>();
        configurations.forEach(
                configuration -> set(configuration, settings, fields, faults).ifPresent(changed::add));
        return changed;
    }

    private Optional<Configuration> set(
            Configuration configuration, Map<Setting, Value> settings, Fields fields, Faults faults) {
        Variation variation = new Variation(configuration);
        Faults found = new Faults();
        settings.forEach(
                (setting, value) -> variation.put(setting, value.json()).ifPresent(reason -> {
                    found.add("", reason);
                    faults.addOnce(value.path(), reason);
                }));
        if (found.count() > 0) {
            return Optional.empty();
        }
        Optional<Configuration> made = variation.make(configuration.label(), dataset, found);
        found.list().forEach(fault -> variation
                .settingOf(fault)
                .ifPresentOrElse(
                        setting -> faults.addOnce(settings.get(setting).path(), fault.message()),
                        () -> faults.addOnce(fields.path("set"), "makes " + configuration + ", in which " + fault)));
        return found.count() == 0 ? made : Optional.empty();
    }

    private static List<Long> seeds(Fields fields) {
        Set<Long> seeds = new HashSet<>();
        List<Value> values = fields.optional("seeds")
                .map(value -> value.list(1, Experiment.MAX_SEEDS))
                .orElse(List.of());
        for (Value value : values) {
            int before = value.faults().count();
            long seed = value.integer(0L, Long.MAX_VALUE);
            if (!seeds.add(seed) && value.faults().count() == before) {
                value.fault("must be different from the seeds before, but is " + seed);
            }
        }
        return values.isEmpty() ? List.of(DEFAULT_SEED) : List.copyOf(seeds);
    }

    private static OptionalInt images(Fields fields, String name, int least) {
        return fields.optional(name)
                .map(value -> OptionalInt.of(value.integer(least, Integer.MAX_VALUE)))
                .orElse(OptionalInt.empty());
    }

    /** Labels that were given are checked where they stand; this is about those that a sweep makes. */
    private static void requireDifferent(List<Configuration> configurations, Fields fields) {
        Set<String> labels = new HashSet<>();
        for (Configuration configuration : configurations) {
            if (!labels.add(configuration.label())) {
                fields.fault(
                        "sweep",
                        "must make different labels, but makes " + configuration + " twice: give the"
                                + " configurations labels that are less alike");
            }
        }
    }

    private static void requireTrials(int configurations, int seeds, Fields fields) {
        int trials = configurations * seeds;
        if (trials > Experiment.MAX_TRIALS) {
            fields.fault(
                    "seeds",
                    "must make at most " + Experiment.MAX_TRIALS + " trials, but " + seeds + " seeds of "
                            + configurations + " configurations make " + trials);
        }
    }
}
