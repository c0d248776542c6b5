package io.atelier.local.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** One line per trial in 79 columns, and a bounded number of lines. */
final class ProgressTable {

    private static final String FORMAT = "%-" + ShortLabels.WIDTH + "s %-10.10s %6s %7s %5s %6s %6s %6s %6s %5s";
    private static final String HEADING = String.format(
            FORMAT, "trial", "state", "epoch", "batch", "img/s", "loss", "acc", "valoss", "valacc", "left");

    private ProgressTable() {}

    /** Where not all trials fit: those at work first, then waiting ones, then the latest to end. */
    static List<String> render(List<TrialStatus> trials, int mostTrials) {
        List<String> lines = new ArrayList<>();
        lines.add(HEADING);
        List<TrialStatus> shown = trials.size() <= mostTrials ? trials : select(trials, mostTrials);
        shown.forEach(trial -> lines.add(line(trial, trials.indexOf(trial) + 1)));
        if (shown.size() < trials.size()) {
            lines.add("and " + (trials.size() - shown.size()) + " more: " + counts(trials) + " in all");
        }
        return lines;
    }

    /** {@code number} is the trial's in its run. */
    static String line(TrialStatus trial, int number) {
        return String.format(
                        Locale.ROOT,
                        FORMAT,
                        ShortLabels.of(trial.label(), number),
                        stateName(trial.state()),
                        Numbers.of(trial.epoch(), trial.epochs()),
                        Numbers.of(trial.batch(), trial.batches()),
                        Numbers.whole(trial.imagesPerSecond()),
                        Numbers.score(trial.loss()),
                        Numbers.score(trial.accuracy()),
                        Numbers.score(trial.valLoss()),
                        Numbers.score(trial.valAccuracy()),
                        Numbers.duration(trial.secondsLeft()))
                .stripTrailing();
    }

    static String stateName(String state) {
        return state.equals("EARLY_STOPPED")
                ? "early stop"
                : state.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static List<TrialStatus> select(List<TrialStatus> trials, int most) {
        List<TrialStatus> chosen = new ArrayList<>(matching(trials, TrialStatus::isRunning));
        List<TrialStatus> ended = matching(trials, TrialStatus::hasEnded);
        chosen.addAll(0, ended.subList(Math.max(0, ended.size() - (most - 1) / 2), ended.size()));
        chosen.addAll(matching(trials, TrialStatus::isPaused));
        chosen.addAll(matching(trials, TrialStatus::isQueued));
        return chosen.subList(0, Math.min(most, chosen.size()));
    }

    private static List<TrialStatus> matching(List<TrialStatus> trials, Predicate<TrialStatus> condition) {
        return trials.stream().filter(condition).toList();
    }

    private static String counts(List<TrialStatus> trials) {
        int queued = matching(trials, TrialStatus::isQueued).size();
        int running = matching(trials, TrialStatus::isRunning).size();
        int paused = matching(trials, TrialStatus::isPaused).size();
        return running + " running, " + queued + " queued, " + (paused == 0 ? "" : paused + " paused, ")
                + (trials.size() - running - queued - paused) + " ended";
    }
}
