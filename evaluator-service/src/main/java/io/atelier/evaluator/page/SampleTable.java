package io.atelier.evaluator.page;

import io.atelier.contract.VisibleText;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.evaluator.api.UsedAugmentations;
import io.atelier.evaluator.trainset.FewImages;
import io.atelier.evaluator.trainset.TrainImages;
import io.atelier.evaluator.view.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Training images before and after augmentation: a column for each image.
 *
 * @param classes of the images; empty while they have not come
 * @param rows the images as they are, then a row for each different list of augmentations among the runs
 * @param more how many lists have no row
 * @param seed whose first epoch the images are of
 * @param loading whether more images are on their way
 */
public record SampleTable(List<String> classes, List<Row> rows, int more, int seed, boolean loading) {

    /** A page is not to grow without bound. */
    private static final int MOST_ROWS = 9;

    /** Of a picture, in CSS pixels. */
    private static final int SIDE = 96;

    private static final int MOST_NAME = 24;
    private static final int MOST_RUNS = 5;

    /**
     * The images after the same augmentations.
     *
     * @param augmentations in words
     * @param runs that have them, in words; empty for none
     * @param pictures empty while they have not come
     */
    public record Row(String augmentations, String runs, List<Picture> pictures) {}

    static SampleTable of(DatasetDescription dataset, List<Run> runs, TrainImages images) {
        List<UsedAugmentations> rows = new ArrayList<>();
        List<UsedAugmentations> used = UsedAugmentations.of(runs);
        rows.add(used.stream()
                .filter(each -> each.augmentations().isEmpty())
                .findFirst()
                .orElse(new UsedAugmentations(List.of(), List.of())));
        used.stream().filter(each -> !each.augmentations().isEmpty()).forEach(rows::add);
        List<UsedAugmentations> shown = rows.subList(0, Math.min(MOST_ROWS, rows.size()));
        List<Optional<FewImages>> found = shown.stream()
                .map(each -> images.find(stream(dataset, each.augmentations())))
                .toList();
        return new SampleTable(
                found.get(0)
                        .map(originals -> classes(originals, dataset.classes()))
                        .orElse(List.of()),
                IntStream.range(0, shown.size())
                        .mapToObj(i -> row(shown.get(i), found.get(i)))
                        .toList(),
                rows.size() - shown.size(),
                FewImages.SEED,
                shown.stream().anyMatch(each -> images.isLoading(stream(dataset, each.augmentations()))));
    }

    private static StreamDefinition stream(DatasetDescription dataset, List<Augmentation> augmentations) {
        return FewImages.stream(dataset, augmentations);
    }

    private static List<String> classes(FewImages images, List<String> names) {
        return IntStream.range(0, images.size())
                .mapToObj(i -> Format.shortened(VisibleText.of(names.get(images.label(i))), MOST_NAME))
                .toList();
    }

    private static Row row(UsedAugmentations used, Optional<FewImages> images) {
        return new Row(
                used.augmentations().isEmpty() ? "as they are" : AugmentationWords.of(used.augmentations()),
                words(used.runs()),
                images.map(SampleTable::pictures).orElse(List.of()));
    }

    private static String words(List<String> runs) {
        String first = String.join(", ", runs.subList(0, Math.min(MOST_RUNS, runs.size())));
        return runs.size() > MOST_RUNS ? first + " and " + (runs.size() - MOST_RUNS) + " more" : first;
    }

    private static List<Picture> pictures(FewImages images) {
        return IntStream.range(0, images.size())
                .mapToObj(i -> Picture.of(images.image(i), images.shape(), SIDE))
                .toList();
    }
}
