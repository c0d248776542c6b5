package io.atelier.harness.chaos;

import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.Evaluation;
import io.atelier.contract.message.TrialEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a {@code read_committed} reader saw, held against what it should have: every epoch once and in order, nothing
 * from an owner that was replaced, and the same numbers for the same architecture, seed and epoch in every run.
 * Thread-safe.
 */
final class Ledger {

    private final LongSupplier nanos;
    private final Map<String, TrialPage> pages = new HashMap<>();
    /** Values of the first run, by what must give the same in all others. */
    private final Map<String, String> reference = new HashMap<>();

    private final List<Violation> violations = new ArrayList<>();

    Ledger(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** These trials are to end well. */
    synchronized void expect(Collection<String> trials) {
        trials.forEach(this::page);
    }

    synchronized void metrics(EpochMetrics seen) {
        inOrder(Series.METRICS, seen.trial(), seen.epoch());
        compare(
                seen.trial(),
                "metrics of epoch " + seen.epoch(),
                "loss " + seen.loss() + ", accuracy " + seen.accuracy() + ", val_loss " + seen.valLoss()
                        + ", val_accuracy " + seen.valAccuracy() + ", best " + seen.best());
    }

    synchronized void checkpoint(String trial, int epoch) {
        inOrder(Series.CHECKPOINT, trial, epoch);
    }

    synchronized void evaluation(Evaluation seen) {
        inOrder(Series.EVALUATION, seen.trial(), seen.epoch());
        compare(seen.trial(), "parameters of epoch " + seen.epoch(), seen.paramsSha256());
    }

    synchronized void event(TrialEvent seen) {
        String trial = seen.definition().trial();
        page(trial).event(seen).ifPresent(violations::add);
        page(trial).touch(nanos.getAsLong());
        if (seen.result() != null) {
            compare(trial, "final parameters", seen.result().paramsSha256());
        }
    }

    /** A trainer works on it. */
    synchronized void touch(String trial) {
        page(trial).touch(nanos.getAsLong());
    }

    synchronized void violated(Violation.Kind kind, String text) {
        violations.add(new Violation(kind, text));
    }

    private void inOrder(Series series, String trial, int epoch) {
        page(trial).epoch(series, epoch).ifPresent(violations::add);
        page(trial).touch(nanos.getAsLong());
    }

    private void compare(String trial, String what, String value) {
        String subject = trial.substring(trial.indexOf('.') + 1);
        String expected = reference.putIfAbsent(subject + ": " + what, value);
        if (expected != null && !expected.equals(value)) {
            violations.add(new Violation(
                    Violation.Kind.MISMATCH,
                    trial + ": " + what + " should be as undisturbed " + expected + ", but are " + value));
        }
    }

    private TrialPage page(String trial) {
        return pages.computeIfAbsent(trial, id -> new TrialPage(id, nanos.getAsLong()));
    }

    synchronized List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** How often the trial was taken, as far as was published. */
    synchronized int attempt(String trial) {
        return page(trial).attempt();
    }

    /** Who trains it, or did last; null before anyone did. */
    synchronized String owner(String trial) {
        return page(trial).owner();
    }

    synchronized boolean hasEnded(String trial) {
        return page(trial).hasEnded();
    }

    synchronized long ended() {
        return pages.values().stream().filter(TrialPage::hasEnded).count();
    }

    /** Whose end, or something of an epoch before it, has not been seen. */
    synchronized List<TrialPage> incomplete() {
        return pages.values().stream().filter(page -> !page.isComplete()).toList();
    }

    synchronized int trials() {
        return pages.size();
    }
}
