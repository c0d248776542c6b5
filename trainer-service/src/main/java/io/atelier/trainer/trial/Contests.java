package io.atelier.trainer.trial;

import io.atelier.contract.halving.Contender;
import io.atelier.contract.halving.Contest;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The trials that compete, as their latest events say, until all of their run and seed have ended. Confined to one thread. */
final class Contests {

    /** By run and seed, then by configuration. */
    private final Map<String, Map<String, Known>> contests = new HashMap<>();

    /** What is known of a trial; its definition only while it waits. */
    private record Known(Contender contender, TrialDefinition waiting, int epoch) {}

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

    private static String key(String trial) {
        int first = trial.indexOf('.');
        return trial.substring(0, first) + trial.substring(trial.lastIndexOf('.'));
    }
}
