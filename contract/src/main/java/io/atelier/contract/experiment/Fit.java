package io.atelier.contract.experiment;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.contract.definition.Faults;
import io.atelier.contract.message.Encoding;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Recipe;
import java.util.List;
import java.util.Optional;

/** Whether a configuration can be trained on images of a certain size; of an unknown size, what can be said without it. */
final class Fit {

    private Fit() {}

    /** The plan of an architecture alone; empty after a fault was added, unless it was there before, and without a dataset. */
    static Optional<NetworkPlan> network(
            Architecture architecture, Optional<DatasetShape> dataset, String path, Faults all) {
        Faults faults = new Faults();
        Optional<NetworkPlan> plan =
                dataset.flatMap(shape -> NetworkPlan.of(architecture, shape.image(), shape.classes(), path, faults));
        faults.list().forEach(fault -> all.addOnce(fault.path(), fault.message()));
        return plan;
    }

    /**
     * False after a fault was added, with the path of the architecture or of the recipe, unless it was there before.
     *
     * @param architecture its path; may be empty
     */
    static boolean check(
            Configuration configuration,
            Optional<DatasetShape> dataset,
            String architecture,
            String recipe,
            Faults all) {
        Faults faults = new Faults();
        Optional<NetworkPlan> plan = network(configuration.architecture(), dataset, architecture, faults);
        plan.ifPresent(found -> checkState(found, configuration.recipe(), architecture, faults));
        plan.ifPresent(found -> checkActivations(found, configuration.recipe(), architecture, faults));
        checkText(configuration, architecture, faults);
        dataset.map(DatasetShape::image).ifPresent(image -> {
            checkAugmentations(configuration.recipe(), image, recipe, faults);
            checkRecord(configuration.recipe().augmentations(), image, recipe, faults);
            checkBatch(configuration.recipe().batchSize(), image, recipe, faults);
        });
        faults.list().forEach(fault -> all.addOnce(fault.path(), fault.message()));
        return faults.count() == 0;
    }

    private static void checkState(NetworkPlan plan, Recipe recipe, String path, Faults faults) {
        long bytes = Footprint.of(plan, recipe).stateBytes();
        if (bytes > Footprint.MAX_STATE_BYTES) {
            faults.add(
                    path,
                    "must have at most " + mebibytes(Footprint.MAX_STATE_BYTES)
                            + " MiB to commit while it is trained, but has " + mebibytes(bytes) + " MiB: "
                            + plan.parameterCount()
                            + " parameters with the optimizer's state, averages and best parameters of the recipe");
        }
    }

    private static void checkActivations(NetworkPlan plan, Recipe recipe, String path, Faults faults) {
        long bytes = Footprint.of(plan, recipe).activationBytes();
        if (bytes > Footprint.MAX_ACTIVATION_BYTES) {
            faults.add(
                    path,
                    "must keep the outputs of all layers for a batch within "
                            + mebibytes(Footprint.MAX_ACTIVATION_BYTES)
                            + " MiB, but needs " + mebibytes(bytes) + " MiB for one of " + recipe.batchSize()
                            + " images: fewer of them (batch_size), or smaller layers");
        }
    }

    private static long mebibytes(long bytes) {
        return -Math.floorDiv(-bytes, 1L << 20);
    }

    private static void checkText(Configuration configuration, String path, Faults faults) {
        int bytes = TrialDefinition.bytes(configuration.architecture(), configuration.recipe());
        if (bytes > TrialDefinition.MAX_BYTES) {
            faults.add(
                    path,
                    "must have at most " + TrialDefinition.MAX_BYTES + " bytes of JSON with its recipe, but has "
                            + bytes);
        }
    }

    private static void checkAugmentations(Recipe recipe, Shape image, String path, Faults faults) {
        List<Augmentation> augmentations = recipe.augmentations();
        for (int i = 0; i < augmentations.size(); i++) {
            try {
                augmentations.get(i).requireFit(image.height(), image.width());
            } catch (IllegalArgumentException e) {
                faults.add(path + ".augmentations[" + i + "]", "must fit the images: " + e.getMessage());
            }
        }
    }

    private static void checkRecord(List<Augmentation> augmentations, Shape image, String path, Faults faults) {
        if (StreamDefinition.recordImages(image, augmentations) == 0) {
            faults.add(
                    path + ".augmentations",
                    "must leave an image within the " + StreamDefinition.MAX_RECORD_BYTES
                            + " bytes of a record, but one of " + image + " has "
                            + Encoding.of(augmentations).imageBytes(image) + " as " + Encoding.of(augmentations)
                            + ": choose smaller images, or augmentations that only move or blank pixels (flip, crop, cutout,"
                            + " erase)");
        }
    }

    private static void checkBatch(int batchSize, Shape image, String path, Faults faults) {
        long bytes = batchSize * image.size() * Float.BYTES;
        if (bytes > Footprint.MAX_IMAGE_BYTES) {
            faults.add(
                    path + ".batch_size",
                    "must leave the images of a batch within " + mebibytes(Footprint.MAX_IMAGE_BYTES)
                            + " MiB as float32, but " + batchSize + " of " + image + " have " + mebibytes(bytes)
                            + " MiB: at most " + Footprint.MAX_IMAGE_BYTES / (image.size() * Float.BYTES));
        }
    }
}
