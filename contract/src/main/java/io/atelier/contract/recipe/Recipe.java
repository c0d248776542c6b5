package io.atelier.contract.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.Require;
import io.atelier.contract.definition.DefinitionText;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.definition.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Everything but network, images and seed that decides a training.
 *
 * @param batchSize images per step, in [1, 256]
 * @param epochs the most, in [1, 100000]
 * @param labelSmoothing share of each label that all classes divide equally, in [0, 0.9]
 * @param holdout how validation images are taken out of the training set
 * @param augmentations at most 8, in the order in which they happen; {@link Augmentation.Keras} at most once
 * @param earlyStopping needs a holdout
 * @param averaging at most one of each kind, in the order in which they happen after a step; scores and checkpoints take
 *     the last one's
 * @param prediction of evaluation
 */
public record Recipe(
        int batchSize,
        int epochs,
        Optimizer optimizer,
        Schedule schedule,
        double labelSmoothing,
        Holdout holdout,
        List<Augmentation> augmentations,
        Optional<EarlyStopping> earlyStopping,
        List<Averaging> averaging,
        Prediction prediction) {

    public static final int MAX_BATCH_SIZE = 4096;
    public static final int MAX_EPOCHS = 100_000;
    public static final int MAX_AUGMENTATIONS = 8;

    static final double MOST_SMOOTHING = 0.9;
    static final int MAX_AVERAGING = 2;

    /** What a recipe has that says nothing: ten epochs of Keras' Adam. */
    public static final Recipe DEFAULT = new Recipe(
            128,
            10,
            Optimizer.Adam.KERAS,
            new Schedule.Constant(),
            0,
            Holdout.NONE,
            List.of(),
            Optional.empty(),
            List.of(),
            Prediction.PLAIN);

    public Recipe {
        Require.inRange(batchSize, 1, MAX_BATCH_SIZE, "batch_size");
        Require.inRange(epochs, 1, MAX_EPOCHS, "epochs");
        Require.present(optimizer, "optimizer");
        Require.present(schedule, "schedule");
        Require.inRange(labelSmoothing, 0, MOST_SMOOTHING, "label_smoothing");
        Require.present(holdout, "holdout");
        augmentations = checked(augmentations);
        Require.present(earlyStopping, "early_stopping");
        Require.that(
                earlyStopping.isEmpty() || !holdout.equals(Holdout.NONE),
                "early_stopping must come with a holdout, whose loss it watches");
        averaging = Require.copy(averaging, MAX_AVERAGING, "averaging");
        Require.that(kinds(averaging) == averaging.size(), "averaging must have at most one of each kind");
        Require.present(prediction, "prediction");
    }

    /** Reads JSON, such as {@code {"epochs": 5, "optimizer": {"kind": "sgd"}}}; what it leaves out is {@link #DEFAULT}'s. */
    public static Recipe read(byte[] json) throws InvalidDefinitionException {
        return DefinitionText.read(json, Recipe::read);
    }

    /** Empty after a fault was added. */
    public static Optional<Recipe> read(Value value) {
        Fields fields = value.fields();
        int batchSize = fields.integer("batch_size", 1, MAX_BATCH_SIZE, DEFAULT.batchSize);
        int epochs = fields.integer("epochs", 1, MAX_EPOCHS, DEFAULT.epochs);
        Optimizer optimizer = part(fields, "optimizer", Optimizer::read, DEFAULT.optimizer);
        Schedule schedule = part(fields, "schedule", Schedule::read, DEFAULT.schedule);
        double labelSmoothing = fields.number("label_smoothing", 0, MOST_SMOOTHING, DEFAULT.labelSmoothing);
        Optional<Value> givenHoldout = fields.optional("holdout");
        Optional<Holdout> holdout =
                givenHoldout.isPresent() ? givenHoldout.flatMap(Holdout::read) : Optional.of(DEFAULT.holdout);
        List<Augmentation> augmentations = parts(fields, "augmentations", MAX_AUGMENTATIONS, Augmentation::read);
        Optional<EarlyStopping> earlyStopping =
                fields.optional("early_stopping").flatMap(EarlyStopping::read);
        List<Averaging> averaging = parts(fields, "averaging", MAX_AVERAGING, Averaging::read);
        Prediction prediction = part(fields, "prediction", Prediction::read, DEFAULT.prediction);
        if (earlyStopping.isPresent() && holdout.equals(Optional.of(Holdout.NONE))) {
            fields.fault("early_stopping", "must come with a holdout, whose loss it watches");
        }
        if (ofKeras(augmentations) > 1) {
            fields.fault(
                    "augmentations", "must have keras at most once, but has it " + ofKeras(augmentations) + " times");
        }
        if (kinds(averaging) < averaging.size()) {
            fields.fault("averaging", "must have at most one of each kind");
        }
        return fields.make(() -> new Recipe(
                batchSize,
                epochs,
                optimizer,
                schedule,
                labelSmoothing,
                holdout.orElseThrow(),
                augmentations,
                earlyStopping,
                averaging,
                prediction));
    }

    /** What is left out, or wrong, is {@code otherwise}. */
    private static <T> T part(Fields fields, String name, Function<Value, Optional<T>> reader, T otherwise) {
        return fields.optional(name).flatMap(reader).orElse(otherwise);
    }

    /** The same for another number of epochs. */
    public Recipe withEpochs(int most) {
        return new Recipe(
                batchSize,
                most,
                optimizer,
                schedule,
                labelSmoothing,
                holdout,
                augmentations,
                earlyStopping,
                averaging,
                prediction);
    }

    /** Of a list, or of an object that stands for a list of one; without those that are wrong. */
    private static <T> List<T> parts(Fields fields, String name, int most, Function<Value, Optional<T>> reader) {
        return fields.optional(name).stream()
                .flatMap(value -> value.isObject() ? Stream.of(value) : value.list(0, most).stream())
                .flatMap(value -> reader.apply(value).stream())
                .toList();
    }

    /** Values that a training keeps for each trainable parameter, the parameter included: what its state's size follows from. */
    public int valuesPerParameter() {
        return 1 + optimizer.slots() + averaging.size();
    }

    /** As {@link #read} reads it, without what it would put in by itself: equal recipes have equal texts. */
    public ObjectNode write() {
        FieldWriter out = new FieldWriter()
                .put("batch_size", batchSize, DEFAULT.batchSize)
                .put("epochs", epochs, DEFAULT.epochs)
                .put("label_smoothing", labelSmoothing, DEFAULT.labelSmoothing);
        part(out, "optimizer", optimizer, DEFAULT.optimizer, Optimizer::write);
        part(out, "schedule", schedule, DEFAULT.schedule, Schedule::write);
        part(out, "holdout", holdout, DEFAULT.holdout, Holdout::write);
        part(out, "prediction", prediction, DEFAULT.prediction, Prediction::write);
        earlyStopping.ifPresent(stopping -> out.object("early_stopping", stopping.write()));
        if (!augmentations.isEmpty()) {
            out.objects(
                    "augmentations",
                    augmentations.stream().map(Augmentation::write).toList());
        }
        if (!averaging.isEmpty()) {
            out.objects("averaging", averaging.stream().map(Averaging::write).toList());
        }
        return out.done();
    }

    private static <T> void part(FieldWriter out, String name, T value, T otherwise, Function<T, ObjectNode> writer) {
        if (!value.equals(otherwise)) {
            out.object(name, writer.apply(value));
        }
    }

    /** The list, as an immutable copy, if a stream can have these augmentations. */
    public static List<Augmentation> checked(List<Augmentation> augmentations) {
        List<Augmentation> copy = Require.copy(augmentations, MAX_AUGMENTATIONS, "augmentations");
        Require.that(
                ofKeras(copy) <= 1, "augmentations must have keras at most once, but has it %d times", ofKeras(copy));
        return copy;
    }

    private static long ofKeras(List<Augmentation> augmentations) {
        return augmentations.stream()
                .filter(Augmentation.Keras.class::isInstance)
                .count();
    }

    private static long kinds(List<Averaging> averaging) {
        return averaging.stream().map(Averaging::kind).distinct().count();
    }
}
