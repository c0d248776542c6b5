package io.atelier.evaluator.page;

import io.atelier.contract.message.TrialState;
import io.atelier.evaluator.view.Run;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A run in the list of runs. */
public record RunListRow(String run, String profile, String dataset, boolean synthetic, String planned, String trials) {

    static RunListRow of(Run run) {
        return new RunListRow(
                run.id(),
                run.profile(),
                run.dataset(),
                run.synthetic(),
                Format.time(run.created()),
                states(run.counts()));
    }

    static String states(Map<TrialState, Integer> counts) {
        return counts.entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> count.getValue() + " "
                        + count.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }
}
