package io.atelier.local.console;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Prints a line when a trial changes its state or epoch, and every ten seconds for those that run. */
final class PlainDisplay implements ProgressDisplay {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final PrintStream out;
    private final Clock clock;
    private final Map<String, Shown> shown = new HashMap<>();
    private boolean finished;

    private record Shown(TrialStatus status, Instant at) {}

    PlainDisplay(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public synchronized void show(List<TrialStatus> trials) {
        if (finished) {
            return;
        }
        Instant now = clock.instant();
        for (TrialStatus trial : trials) {
            Shown last = shown.get(trial.trial());
            if (last == null || isNews(last, trial, now)) {
                shown.put(trial.trial(), new Shown(trial, now));
                out.println(line(trial));
            }
        }
        out.flush();
    }

    @Override
    public synchronized void say(String message) {
        out.println(message);
        out.flush();
    }

    @Override
    public synchronized void finish() {
        finished = true;
    }

    private static boolean isNews(Shown last, TrialStatus trial, Instant now) {
        TrialStatus before = last.status();
        if (before.isRunning() != trial.isRunning()
                || before.hasEnded() != trial.hasEnded()
                || !Objects.equals(before.epoch(), trial.epoch())) {
            return true;
        }
        return trial.isRunning()
                && !before.equals(trial)
                && Duration.between(last.at(), now).compareTo(INTERVAL) >= 0;
    }

    /** As in {@code tiny s1: running, epoch 2/50, batch 17/352, 1187 images/s, loss 0.4012, accuracy 0.8541, 9m12s left}. */
    static String line(TrialStatus trial) {
        StringBuilder text =
                new StringBuilder(trial.label()).append(": ").append(ProgressTable.stateName(trial.state()));
        append(text, trial.epoch(), ", epoch ", Numbers.of(trial.epoch(), trial.epochs()));
        append(text, trial.batch(), ", batch ", Numbers.of(trial.batch(), trial.batches()));
        append(text, trial.loss(), ", loss ", Numbers.score(trial.loss()));
        append(text, trial.accuracy(), ", accuracy ", Numbers.score(trial.accuracy()));
        append(text, trial.valLoss(), ", validation loss ", Numbers.score(trial.valLoss()));
        append(text, trial.valAccuracy(), ", validation accuracy ", Numbers.score(trial.valAccuracy()));
        append(text, trial.imagesPerSecond(), ", images/s ", Numbers.whole(trial.imagesPerSecond()));
        append(text, trial.secondsLeft(), ", time left ", Numbers.duration(trial.secondsLeft()));
        append(text, trial.cause(), ": ", trial.cause());
        return text.toString();
    }

    private static void append(StringBuilder text, Object value, String label, String formatted) {
        if (value != null) {
            text.append(label).append(formatted);
        }
    }
}
