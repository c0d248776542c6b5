package io.atelier.evaluator.page;

import io.atelier.contract.VisibleText;
import io.atelier.contract.dataset.DatasetStatistics;
import io.atelier.evaluator.view.KnownDataset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * That some classes have many more training images than others, so that accuracy is mostly theirs.
 *
 * @param largest the class with the most training images
 * @param most how many it has
 * @param smallest the one with the fewest
 * @param fewest how many it has
 * @param times how many times as many the largest has; null where the smallest has none
 */
public record Imbalance(String largest, String most, String smallest, String fewest, String times) {

    /** From here on it is said. */
    static final double NOTABLE = 1.5;

    /** Empty where it is not known, or nothing that people need to know. */
    static Optional<Imbalance> of(KnownDataset dataset) {
        return dataset.statistics()
                .filter(statistics -> statistics.imbalance() > NOTABLE)
                .map(statistics -> of(statistics, dataset.description().classes()));
    }

    private static Imbalance of(DatasetStatistics statistics, List<String> names) {
        List<Integer> images = statistics.train();
        int largest = 0;
        int smallest = 0;
        for (int label = 1; label < images.size(); label++) {
            largest = images.get(label) > images.get(largest) ? label : largest;
            smallest = images.get(label) < images.get(smallest) ? label : smallest;
        }
        double times = statistics.imbalance();
        return new Imbalance(
                VisibleText.of(names.get(largest)),
                Format.count(images.get(largest)),
                VisibleText.of(names.get(smallest)),
                Format.count(images.get(smallest)),
                Double.isInfinite(times) ? null : String.format(Locale.ROOT, "%,.1f", times));
    }
}
