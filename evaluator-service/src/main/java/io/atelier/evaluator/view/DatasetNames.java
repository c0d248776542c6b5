package io.atelier.evaluator.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetReference;
import java.util.List;
import java.util.stream.IntStream;

/** What the classes of datasets are called. Thread-safe. */
final class DatasetNames {

    /** The most names that are known at once, of all datasets. */
    private static final int MOST_NAMES = 1 << 20;

    private final Cache<String, List<String>> names = Caffeine.newBuilder()
            .maximumWeight(MOST_NAMES)
            .weigher((String id, List<String> classes) -> classes.size())
            .executor(Runnable::run)
            .build();

    void add(DatasetDescription dataset) {
        names.put(dataset.id(), dataset.classes());
    }

    /** In label order; numbers where they are not known. */
    List<String> of(DatasetReference dataset) {
        List<String> known = names.getIfPresent(dataset.id());
        return known != null && known.size() == dataset.classes()
                ? known
                : IntStream.range(0, dataset.classes())
                        .mapToObj(Integer::toString)
                        .toList();
    }
}
