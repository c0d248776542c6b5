package io.atelier.data.planning;

import io.atelier.contract.halving.Halving;
import io.atelier.contract.message.TrialDefinition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A run beside the one that has its name. That one may have been extended before, perhaps more than once: each of its
 * trials says how many trials the run had when it was planned, so the trials that say at most {@code n} are the run as it
 * was when it had {@code n}.
 *
 * @param asked the run that is to be planned
 * @param existing what is known of the run of its name; trials that were removed or expired are missing
 * @param unreadable whether that run has trials whose definitions this version can't read
 */
record NameCheck(PlannedRun asked, Optional<PlannedRun> existing, boolean unreadable) {

    private static final int MAX_LISTED = 10;
    private static final int MAX_VALUE = 200;

    /**
     * The trials that are still to be planned: all of a new run, none of one that is planned already or was before it was
     * extended, and of an extended one those that it does not have yet. Their {@link #longer} is to be done, too.
     *
     * @throws RunConflictException if the run of that name is another one
     */
    List<TrialDefinition> missing() throws RunConflictException {
        if (unreadable) {
            throw conflict("this version can't read all of its trials");
        }
        return existing.isPresent() ? missing(existing.get()) : asked.trials();
    }

    /**
     * Trials of the existing run that are asked for with more epochs than they have, as they are to be: each goes on saying
     * how many trials the run had when it was planned. To be asked after {@link #missing}, which refuses other differences.
     */
    List<TrialDefinition> longer() {
        Map<String, TrialDefinition> wanted = byName(asked);
        return existing.stream()
                .flatMap(known -> known.trials().stream())
                .filter(trial -> wanted.containsKey(trial.trial()))
                .filter(trial -> wanted.get(trial.trial()).epochs() > trial.epochs())
                .map(trial -> trial.withEpochs(wanted.get(trial.trial()).epochs()))
                .toList();
    }

    private List<TrialDefinition> missing(PlannedRun known) throws RunConflictException {
        requireSameContest(known);
        Optional<String> difference = difference(known);
        if (difference.isPresent()) {
            throw conflict(difference.get());
        }
        Set<String> names = names(asked);
        List<String> lacking = known.trials().stream()
                .map(TrialDefinition::trial)
                .filter(trial -> !names.contains(trial))
                .toList();
        boolean longer = !longer().isEmpty();
        if (longer) {
            requireNoneShorter(known);
        }
        if (!lacking.isEmpty()) {
            if (longer) {
                throw conflict("it has also " + listed(lacking));
            }
            requireEarlier(known, lacking);
            return List.of();
        }
        if (asked.trials().size() == known.size()) {
            return List.of();
        }
        requireExtensible(known);
        Set<String> planned = names(known);
        return asked.trials().stream()
                .filter(trial -> !planned.contains(trial.trial()))
                .toList();
    }

    /** A configuration that is added later would be compared with trials that have ended. */
    private void requireSameContest(PlannedRun known) throws RunConflictException {
        Halving before = known.trials().get(0).halving();
        Halving wanted = asked.trials().get(0).halving();
        if (before == null || wanted == null || before.configurations() == wanted.configurations()) {
            return;
        }
        throw new RunConflictException(
                ("run \"%s\" lets %d configurations compete by successive halving, not %d: all configurations of such a run"
                                + " compete from the start, so none can be added or left out later; choose another name, or"
                                + " leave the name out (the run can be extended by more seeds)")
                        .formatted(asked.name(), before.configurations(), wanted.configurations()));
    }

    /** What was asked for at any time is not more of one trial and less of another. */
    private void requireNoneShorter(PlannedRun known) throws RunConflictException {
        Map<String, TrialDefinition> wanted = byName(asked);
        for (TrialDefinition trial : known.trials()) {
            TrialDefinition shorter = wanted.get(trial.trial());
            if (shorter != null && shorter.epochs() < trial.epochs()) {
                throw conflict(trial.trial() + " has epochs " + trial.epochs() + ", not " + shorter.epochs()
                        + ", though others are to have more");
            }
        }
    }

    /** That it was asked for before the run was extended by the trials that it lacks. */
    private void requireEarlier(PlannedRun known, List<String> lacking) throws RunConflictException {
        Set<String> names = names(asked);
        int size = asked.trials().size();
        boolean same =
                known.trials().stream().allMatch(trial -> (trial.runTrials() <= size) == names.contains(trial.trial()));
        boolean hadThatSize = known.trials().stream().anyMatch(trial -> trial.runTrials() == size);
        if (!same || !hadThatSize) {
            throw conflict("it has also " + listed(lacking));
        }
    }

    /** Of a run that is not known whole nobody can say which trials would be new. */
    private void requireExtensible(PlannedRun known) throws RunConflictException {
        if (known.trials().size() < known.size()) {
            throw new RunConflictException(
                    ("run \"%s\" was planned with %d trials, of which only %d are known since the others were removed or"
                                    + " have expired: nobody can say which trials would be new, choose another name")
                            .formatted(
                                    asked.name(), known.size(), known.trials().size()));
        }
    }

    private static Set<String> names(PlannedRun run) {
        return run.trials().stream().map(TrialDefinition::trial).collect(Collectors.toSet());
    }

    private RunConflictException conflict(String difference) {
        return new RunConflictException(
                ("run \"%s\" is planned already with other content (%s): choose another name, or leave the name out;"
                                + " a run is extended by a request for all of its trials, unchanged, and more, or with more"
                                + " epochs if it is extensible")
                        .formatted(asked.name(), difference));
    }

    private static String listed(List<String> trials) {
        int more = trials.size() - MAX_LISTED;
        return trials.stream().limit(MAX_LISTED).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private Optional<String> difference(PlannedRun known) {
        Map<String, TrialDefinition> wanted = byName(asked);
        return known.trials().stream()
                .filter(trial -> wanted.containsKey(trial.trial()))
                .flatMap(trial -> difference(trial, wanted.get(trial.trial())).stream())
                .findFirst();
    }

    private static Map<String, TrialDefinition> byName(PlannedRun run) {
        return run.trials().stream().collect(Collectors.toMap(TrialDefinition::trial, Function.identity()));
    }

    /** Definitions may be long. */
    private static String shortened(String value) {
        return value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE) + "...";
    }

    /**
     * The first field that differs, such as {@code once.a.s1 has train.source 500, not 5000}; the number of epochs is none of
     * an extensible trial.
     */
    private static Optional<String> difference(TrialDefinition other, TrialDefinition wanted) {
        boolean anyEpochs = other.canBeExtended() && wanted.canBeExtended();
        Map<String, String> fields = TrialContent.of(other);
        Map<String, String> asked = TrialContent.of(anyEpochs ? wanted.withEpochs(other.epochs()) : wanted);
        Set<String> names = new LinkedHashSet<>(fields.keySet());
        names.addAll(asked.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(fields.get(name), asked.get(name)))
                .findFirst()
                .map(name -> other.trial() + " has " + name + " " + shortened(fields.getOrDefault(name, "none"))
                        + ", not " + shortened(asked.getOrDefault(name, "none"))
                        + (name.equals("epochs") ? ", and was not planned as extensible" : ""));
    }
}
