package io.atelier.contract.dataset;

import io.atelier.contract.Require;
import java.util.Map;

/**
 * Where a dataset came from, and what was done to make it.
 *
 * @param kind such as {@code idx}, {@code cifar-10}, {@code folder}, {@code topic} or {@code drawn}
 * @param place the folder or topic, as text for people
 * @param details what else decided its content or was noticed: policies, seeds, counts; by name
 */
public record DatasetSource(String kind, String place, Map<String, String> details) {

    public static final int MAX_PLACE = 4096;
    private static final int MAX_DETAILS = 64;
    private static final int MAX_DETAIL = 24 * 1024;

    public DatasetSource {
        Require.name(kind, "source.kind");
        Require.atMost(place, MAX_PLACE, "source.place");
        details = Require.copy(details, MAX_DETAILS, "source.details");
        details.forEach((name, value) -> {
            Require.name(name, "a name in source.details");
            Require.atMost(value, MAX_DETAIL, "source.details." + name);
        });
    }
}
