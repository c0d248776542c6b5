package io.atelier.evaluator.page;

import io.atelier.contract.VisibleText;
import io.atelier.contract.dataset.DatasetStatistics;
import io.atelier.evaluator.view.KnownDataset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Classes and how many images they have.
 *
 * @param rows in label order; of very many classes those with the most training images, the largest first
 * @param more how many classes have no row; null for none
 * @param counted whether the counts are known
 * @param many whether the table should scroll
 */
public record ClassTable(List<Row> rows, String more, boolean counted, boolean many) {

    /** A page is not to grow without bound. */
    static final int MOST_ROWS = 1_000;

    private static final int MANY = 30;

    /**
     * A class.
     *
     * @param trainBar length of the bar for its training images, from 0 to 100 for the most that any class has of either
     * @param testBar of that for its test images
     */
    public record Row(String name, String train, String test, String trainBar, String testBar) {}

    static ClassTable of(KnownDataset dataset) {
        List<String> names = dataset.description().classes();
        DatasetStatistics statistics = dataset.statistics().orElse(null);
        int left = names.size() - MOST_ROWS;
        int[] labels = IntStream.range(0, names.size())
                .boxed()
                .sorted(left > 0 && statistics != null ? largestFirst(statistics.train()) : Comparator.naturalOrder())
                .limit(MOST_ROWS)
                .mapToInt(Integer::intValue)
                .toArray();
        int most = statistics == null ? 0 : Math.max(most(statistics.train()), most(statistics.test()));
        return new ClassTable(
                IntStream.of(labels)
                        .mapToObj(label -> row(names.get(label), label, statistics, most))
                        .toList(),
                left > 0 ? Format.count(left) : null,
                statistics != null,
                labels.length > MANY);
    }

    private static Comparator<Integer> largestFirst(List<Integer> images) {
        return Comparator.<Integer>comparingInt(images::get).reversed().thenComparing(Comparator.naturalOrder());
    }

    private static Row row(String name, int label, DatasetStatistics statistics, int most) {
        String visible = VisibleText.of(name);
        if (statistics == null) {
            return new Row(visible, Format.NONE, Format.NONE, "0", "0");
        }
        int train = statistics.train().get(label);
        int test = statistics.test().get(label);
        return new Row(visible, Format.count(train), Format.count(test), bar(train, most), bar(test, most));
    }

    private static int most(List<Integer> images) {
        return images.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    private static String bar(int images, int most) {
        return String.format(Locale.ROOT, "%.1f", 100.0 * images / most);
    }
}
