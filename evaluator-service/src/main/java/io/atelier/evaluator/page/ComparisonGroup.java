package io.atelier.evaluator.page;

import io.atelier.contract.study.PublishedResult;
import io.atelier.evaluator.api.RunResults.TrialResults;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The trials of a configuration, and what the study reports for it.
 *
 * @param rows a trial each
 * @param published null for a configuration that the study does not have
 */
public record ComparisonGroup(List<ComparisonRow> rows, ComparisonRow published) {

    static List<ComparisonGroup> of(List<TrialResults> trials) {
        Map<String, List<TrialResults>> byConfiguration = trials.stream()
                .collect(Collectors.groupingBy(TrialResults::configuration, LinkedHashMap::new, Collectors.toList()));
        return byConfiguration.entrySet().stream()
                .map(entry -> new ComparisonGroup(
                        entry.getValue().stream().map(ComparisonRow::of).toList(),
                        PublishedResult.of(entry.getValue().get(0).study())
                                .map(result -> ComparisonRow.of(entry.getKey(), result))
                                .orElse(null)))
                .toList();
    }
}
