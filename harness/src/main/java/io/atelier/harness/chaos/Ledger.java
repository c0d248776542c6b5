package io.atelier.harness.chaos;

import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.Evaluation;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Compares what a {@code read_committed} reader saw with what it should see: every epoch once and in order, nothing
 * from an owner that was replaced, and the same numbers for the same configuration, seed and epoch in every run.
 * Thread-safe.
 */
final class Ledger {

    private final LongSupplier nanos;
    private final Map<String, TrialPage> pages = new HashMap<>();
    /** Values of the first run, which all others must repeat. */
    private final Map<String, String> reference = new HashMap<>();

    private final List<BrokenPromise> brokenPromises = new ArrayList<>();

    Ledger(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Expects these trials to end well. */
    synchronized void expect(Collection<String> trials) {
        trials.forEach(this::page);
    }

    synchronized void metrics(EpochMetrics seen) {
        inOrder(Publication.METRICS, seen.trial(), seen.epoch());
        compare(
                seen.trial(),
                "metrics of epoch " + seen.epoch(),
                "loss " + seen.loss() + ", accuracy " + seen.accuracy() + ", val_loss " + seen.valLoss()
                        + ", val_accuracy " + seen.valAccuracy() + ", best " + seen.best());
        compare(seen.trial(), "parameters of epoch " + seen.epoch(), seen.paramsSha256());
    }

    synchronized void checkpoint(String trial, int epoch) {
        inOrder(Publication.CHECKPOINT, trial, epoch);
    }

    synchronized void evaluation(Evaluation seen) {
        inOrder(Publication.EVALUATION, seen.trial(), seen.epoch());
        compare(seen.trial(), "parameters of epoch " + seen.epoch(), seen.paramsSha256());
    }

    synchronized void event(TrialEvent seen) {
        String trial = seen.definition().trial();
        page(trial).event(seen).ifPresent(brokenPromises::add);
        page(trial).touch(nanos.getAsLong());
        if (seen.state() == TrialState.PAUSED) {
            compare(
                    trial,
                    "parameters at the pause after epoch " + seen.epoch(),
                    seen.result().paramsSha256());
        }
        if (seen.state().isGoodEnd()) {
            // A trial that was given more epochs ends more than once.
            String epochs = seen.definition().canBeExtended()
                    ? " of " + seen.definition().epochs() + " epochs"
                    : "";
            compare(trial, "end" + epochs, seen.state() + " after epoch " + seen.epoch());
            compare(trial, "final parameters" + epochs, seen.result().paramsSha256());
            compare(trial, "rungs", seen.rungs().toString());
        }
    }

    /** Notes that a trainer works on the trial. */
    synchronized void touch(String trial) {
        page(trial).touch(nanos.getAsLong());
    }

    synchronized void broken(BrokenPromise.Kind kind, String text) {
        brokenPromises.add(new BrokenPromise(kind, text));
    }

    private void inOrder(Publication publication, String trial, int epoch) {
        page(trial).epoch(publication, epoch).ifPresent(brokenPromises::add);
        page(trial).touch(nanos.getAsLong());
    }

    private void compare(String trial, String what, String value) {
        String subject = trial.substring(trial.indexOf('.') + 1);
        String expected = reference.putIfAbsent(subject + ": " + what, value);
        if (expected != null && !expected.equals(value)) {
            brokenPromises.add(new BrokenPromise(
                    BrokenPromise.Kind.MISMATCH,
                    trial + ": " + what + " should be those of the undisturbed run, " + expected + ", but are "
                            + value));
        }
    }

    private TrialPage page(String trial) {
        return pages.computeIfAbsent(trial, id -> new TrialPage(id, nanos.getAsLong()));
    }

    synchronized List<BrokenPromise> brokenPromises() {
        return List.copyOf(brokenPromises);
    }

    /** How often the trial was taken, as far as its events say. */
    synchronized int attempt(String trial) {
        return page(trial).attempt();
    }

    /** The trainer that has it, or had it last; null before any did. */
    synchronized String owner(String trial) {
        return page(trial).owner();
    }

    synchronized boolean hasEnded(String trial) {
        return page(trial).hasEnded();
    }

    synchronized long ended() {
        return pages.values().stream().filter(TrialPage::hasEnded).count();
    }

    /** Trials of which the end, or something of an epoch before it, has not been seen. */
    synchronized List<TrialPage> incomplete() {
        return pages.values().stream().filter(page -> !page.isComplete()).toList();
    }

    synchronized int trials() {
        return pages.size();
    }
}
