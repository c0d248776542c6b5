package io.atelier.data.planning;

import io.atelier.contract.message.TrialDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A run beside the one that has its name.
 *
 * @param asked the run that is to be planned
 * @param existing what is known of the run of its name; trials that were removed or expired are missing
 * @param unreadable whether that run has trials whose definitions this version can't read
 */
record NameCheck(PlannedRun asked, Optional<PlannedRun> existing, boolean unreadable) {

    private static final int MAX_LISTED = 10;
    private static final int MAX_VALUE = 200;

    /**
     * Whether it is planned already. Each trial says how many its run has, so a run of which trials are missing is not
     * taken for a smaller one.
     *
     * @throws RunConflictException if the run of that name is another one
     */
    boolean isPlanned() throws RunConflictException {
        if (unreadable) {
            throw conflict("this version can't read all of its trials");
        }
        if (existing.isPresent() && !asked.trials().containsAll(existing.get().trials())) {
            throw conflict(difference(existing.get()));
        }
        return existing.isPresent();
    }

    private RunConflictException conflict(String difference) {
        return new RunConflictException(
                "run \"%s\" is planned already with other content (%s): choose another name, or leave the name out"
                        .formatted(asked.name(), difference));
    }

    private String difference(PlannedRun other) {
        Map<String, TrialDefinition> wanted =
                asked.trials().stream().collect(Collectors.toMap(TrialDefinition::trial, Function.identity()));
        for (TrialDefinition trial : other.trials()) {
            if (wanted.containsKey(trial.trial()) && !trial.equals(wanted.get(trial.trial()))) {
                Optional<String> field = difference(trial, wanted.get(trial.trial()));
                if (field.isPresent()) {
                    return field.get();
                }
            }
        }
        List<String> listed = other.trials().stream()
                .limit(MAX_LISTED)
                .map(TrialDefinition::trial)
                .toList();
        int more = other.trials().size() - listed.size();
        return "its trials are " + String.join(", ", listed) + (more > 0 ? " and " + more + " more" : "");
    }

    /** Definitions may be long. */
    private static String shortened(String value) {
        return value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE) + "...";
    }

    /** The first field that differs, such as {@code once.a.s1 has train.source 500, not 5000}. */
    private static Optional<String> difference(TrialDefinition other, TrialDefinition wanted) {
        Map<String, String> fields = TrialContent.of(other);
        Map<String, String> asked = TrialContent.of(wanted);
        return fields.entrySet().stream()
                .filter(field -> !field.getValue().equals(asked.get(field.getKey())))
                .findFirst()
                .map(field -> other.trial() + " has " + field.getKey() + " " + shortened(field.getValue()) + ", not "
                        + shortened(asked.getOrDefault(field.getKey(), "none")));
    }
}
