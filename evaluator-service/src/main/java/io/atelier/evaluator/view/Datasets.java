package io.atelier.evaluator.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.dataset.DatasetStatistics;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What datasets are. Thread-safe. */
final class Datasets {

    /** Of all descriptions together, and of all statistics, roughly. One of either has at most 4 MB. */
    private static final long MOST_BYTES = 64L << 20;

    /** What an object takes beside its content. */
    private static final int OVERHEAD = 50;

    private final Cache<String, DatasetDescription> descriptions = bounded((id, dataset) -> bytes(dataset));
    private final Cache<String, DatasetStatistics> statistics =
            bounded((id, counted) -> OVERHEAD * (counted.train().size() + 2));

    private static <V> Cache<String, V> bounded(Weigher<String, V> weigher) {
        return Caffeine.newBuilder()
                .maximumWeight(MOST_BYTES)
                .weigher(weigher)
                .executor(Runnable::run)
                .build();
    }

    private static int bytes(DatasetDescription dataset) {
        Collection<String> details = dataset.source().details().values();
        return Stream.of(dataset.classes(), details, List.of(dataset.source().place()))
                .flatMap(Collection::stream)
                .mapToInt(text -> OVERHEAD + text.length())
                .sum();
    }

    void add(DatasetDescription dataset) {
        descriptions.put(dataset.id(), dataset);
    }

    void add(DatasetStatistics counted) {
        statistics.put(counted.dataset(), counted);
    }

    /** By id. */
    Optional<KnownDataset> of(String id) {
        return Optional.ofNullable(descriptions.getIfPresent(id)).map(this::known);
    }

    /** By name, then by id. */
    List<KnownDataset> all() {
        return descriptions.asMap().values().stream()
                .sorted(Comparator.comparing(DatasetDescription::name).thenComparing(DatasetDescription::id))
                .map(this::known)
                .toList();
    }

    private KnownDataset known(DatasetDescription dataset) {
        return new KnownDataset(
                dataset,
                Optional.ofNullable(statistics.getIfPresent(dataset.id())).filter(counted -> counted.isOf(dataset)));
    }

    /** In label order; numbers where they are not known. */
    List<String> names(DatasetReference dataset) {
        DatasetDescription known = descriptions.getIfPresent(dataset.id());
        return known != null && known.classes().size() == dataset.classes()
                ? known.classes()
                : IntStream.range(0, dataset.classes())
                        .mapToObj(Integer::toString)
                        .toList();
    }
}
