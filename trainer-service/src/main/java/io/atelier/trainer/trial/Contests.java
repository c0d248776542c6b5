package io.atelier.trainer.trial;

import io.atelier.contract.halving.Contender;
import io.atelier.contract.halving.Contest;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The trials that compete, as their latest events say, until all of their run and seed have ended. Confined to one thread. */
final class Contests {

    /** By run and seed, then by configuration. */
    private final Map<String, Map<String, Known>> contests = new HashMap<>();

    private final Set<Stuck> told = new HashSet<>();

    /** What is known of a trial; its definition only while it waits. */
    private record Known(Contender contender, TrialDefinition waiting, int epoch) {

        boolean isQueuedOrTrained() {
            return waiting == null && contender.standing() == Contender.Standing.UNDECIDED;
        }
    }

    /**
     * Trials that wait for others of which nothing is known, and no trial of their run and seed is queued or trained.
     *
     * @param known of how many trials something is known
     * @param configurations how many there should be
     */
    record Stuck(String run, long seed, int known, int configurations) {}

    /** A trial that waits no longer. */
    record Decision(TrialDefinition trial, int epoch, boolean goesOn) {}

    void accept(TrialEvent event) {
        TrialDefinition trial = event.definition();
        if (trial.halving() == null) {
            return;
        }
        boolean waits = event.state() == TrialState.PAUSED;
        Map<String, Known> contest = contests.computeIfAbsent(key(trial.trial()), key -> new HashMap<>());
        contest.put(trial.trial(), new Known(event.contender(), waits ? trial : null, event.epoch()));
        boolean over = contest.size() == trial.halving().configurations()
                && contest.values().stream()
                        .allMatch(known -> known.contender().standing() != Contender.Standing.UNDECIDED);
        if (over) {
            contests.remove(key(trial.trial()));
        }
    }

    void remove(String trial) {
        contests.computeIfPresent(key(trial), (key, contest) -> {
            contest.remove(trial);
            return contest.isEmpty() ? null : contest;
        });
    }

    /** Whatever can be decided now, in no particular order. */
    List<Decision> decisions() {
        List<Decision> decisions = new ArrayList<>();
        for (Map<String, Known> contest : contests.values()) {
            List<Contender> contenders =
                    contest.values().stream().map(Known::contender).toList();
            for (Known known : contest.values()) {
                TrialDefinition trial = known.waiting();
                if (trial != null) {
                    Contest.Fate fate = new Contest(trial.halving(), trial.epochs(), contenders)
                            .fateOf(trial.configuration(), known.epoch());
                    if (fate != Contest.Fate.WAITS) {
                        decisions.add(new Decision(trial, known.epoch(), fate == Contest.Fate.GOES_ON));
                    }
                }
            }
        }
        return decisions;
    }

    /** Those that were not stuck so when this was called before. */
    List<Stuck> newlyStuck() {
        Set<Stuck> stuck = contests.values().stream()
                .filter(contest -> contest.values().stream().noneMatch(Known::isQueuedOrTrained))
                .flatMap(contest -> stuck(contest).stream())
                .collect(Collectors.toSet());
        told.retainAll(stuck);
        return stuck.stream().filter(told::add).toList();
    }

    private static Optional<Stuck> stuck(Map<String, Known> contest) {
        return contest.values().stream()
                .map(Known::waiting)
                .filter(Objects::nonNull)
                .findAny()
                .map(trial -> new Stuck(
                        trial.run(),
                        trial.seed(),
                        contest.size(),
                        trial.halving().configurations()))
                .filter(stuck -> stuck.known() < stuck.configurations());
    }

    private static String key(String trial) {
        int first = trial.indexOf('.');
        return trial.substring(0, first) + trial.substring(trial.lastIndexOf('.'));
    }
}
