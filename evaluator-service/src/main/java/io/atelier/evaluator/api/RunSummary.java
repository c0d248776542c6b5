package io.atelier.evaluator.api;

import io.atelier.contract.message.TrialState;
import io.atelier.evaluator.view.Run;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A run in the list of runs.
 *
 * @param run its name
 * @param profile the profile it was planned with
 * @param dataset the dataset's name
 * @param synthetic whether its images are drawn and not photographed
 * @param created when it was planned
 * @param complete whether nothing about it changes any more
 * @param trials how many trials are in each state, by its name in lower case
 */
public record RunSummary(
        String run,
        String profile,
        String dataset,
        boolean synthetic,
        Instant created,
        boolean complete,
        Map<String, Integer> trials) {

    static RunSummary of(Run run) {
        Map<String, Integer> trials = new LinkedHashMap<>();
        for (Map.Entry<TrialState, Integer> count : run.counts().entrySet()) {
            trials.put(count.getKey().name().toLowerCase(Locale.ROOT), count.getValue());
        }
        return new RunSummary(
                run.id(), run.profile(), run.dataset(), run.synthetic(), run.created(), run.isComplete(), trials);
    }
}
