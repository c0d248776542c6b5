package io.atelier.evaluator.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetSource;
import io.atelier.contract.dataset.DatasetStatistics;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.evaluator.view.KnownDataset;
import io.atelier.evaluator.view.Run;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is known about a dataset. What was counted is null as long as nobody has said it.
 *
 * @param dataset its id
 * @param name what people call it
 * @param height of every image
 * @param width of every image
 * @param channels 1 for grey, 3 for red, green and blue
 * @param train number of training images, those included that validate
 * @param test number of test images
 * @param pixelsSha256 hash of shape, pixels and labels
 * @param source where it came from
 * @param imbalance how many training images the largest class has to one of the smallest; null, too, where a class has none
 * @param mean of the training images' pixels, one for each channel, in [0, 1]
 * @param deviation their standard deviation
 * @param classes in label order
 * @param augmentations different ones among the runs that are held
 * @param runs that are held, the latest first
 */
public record DatasetDetails(
        String dataset,
        String name,
        int height,
        int width,
        int channels,
        int train,
        int test,
        String pixelsSha256,
        DatasetSource source,
        Double imbalance,
        List<Double> mean,
        List<Double> deviation,
        List<ClassCounts> classes,
        List<Augmentations> augmentations,
        List<String> runs) {

    /** A class and how many images it has. */
    public record ClassCounts(String name, Integer train, Integer test) {}

    /** What is done to training images, as recipes say it, and in which runs. */
    public record Augmentations(List<JsonNode> augmentations, List<String> runs) {}

    static DatasetDetails of(KnownDataset known, List<Run> runs) {
        DatasetDescription description = known.description();
        Optional<DatasetStatistics> statistics = known.statistics();
        return new DatasetDetails(
                description.id(),
                description.name(),
                description.image().height(),
                description.image().width(),
                description.image().channels(),
                description.train(),
                description.test(),
                description.pixelsSha256(),
                description.source(),
                statistics
                        .map(DatasetStatistics::imbalance)
                        .filter(Double::isFinite)
                        .orElse(null),
                statistics.map(DatasetStatistics::mean).orElse(null),
                statistics.map(DatasetStatistics::deviation).orElse(null),
                classes(description, statistics),
                UsedAugmentations.of(runs).stream()
                        .map(used -> new Augmentations(json(used.augmentations()), used.runs()))
                        .toList(),
                runs.stream().map(Run::id).toList());
    }

    private static List<ClassCounts> classes(DatasetDescription description, Optional<DatasetStatistics> statistics) {
        return IntStream.range(0, description.classes().size())
                .mapToObj(label -> new ClassCounts(
                        description.classes().get(label),
                        statistics.map(counted -> counted.train().get(label)).orElse(null),
                        statistics.map(counted -> counted.test().get(label)).orElse(null)))
                .toList();
    }

    private static List<JsonNode> json(List<Augmentation> augmentations) {
        return augmentations.stream()
                .map(augmentation -> (JsonNode) augmentation.write())
                .toList();
    }
}
