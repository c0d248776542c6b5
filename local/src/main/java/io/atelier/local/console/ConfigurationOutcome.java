package io.atelier.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What came out of the trials of a configuration. Null where nothing did.
 *
 * @param configuration its label
 * @param rank 1 for the best
 * @param score mean accuracy
 * @param spread sample standard deviation over its trials
 * @param testAccuracy mean accuracy on the test images
 * @param settings in which it differs from others, by their paths
 */
public record ConfigurationOutcome(
        String configuration,
        Integer rank,
        Double score,
        Double spread,
        Double testAccuracy,
        Map<String, JsonNode> settings) {

    public ConfigurationOutcome {
        settings = settings == null ? Map.of() : Map.copyOf(settings);
    }
}
