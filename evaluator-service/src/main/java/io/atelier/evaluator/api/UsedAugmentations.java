package io.atelier.evaluator.api;

import io.atelier.contract.experiment.Configuration;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.evaluator.view.Run;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What some configurations do to training images.
 *
 * @param augmentations in the order in which they happen; empty: the images stay as they are
 * @param runs that have such a configuration
 */
public record UsedAugmentations(List<Augmentation> augmentations, List<String> runs) {

    /** The different ones, in the order of the runs. */
    public static List<UsedAugmentations> of(List<Run> runs) {
        Map<List<Augmentation>, Set<String>> used = new LinkedHashMap<>();
        for (Run run : runs) {
            for (Configuration configuration : run.configurations()) {
                used.computeIfAbsent(configuration.recipe().augmentations(), augmentations -> new LinkedHashSet<>())
                        .add(run.id());
            }
        }
        return used.entrySet().stream()
                .map(entry -> new UsedAugmentations(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }
}
