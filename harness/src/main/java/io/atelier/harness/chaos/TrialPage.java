package io.atelier.harness.chaos;

import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialState;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What was seen of one trial. Guarded by its ledger. */
final class TrialPage {

    private final String trial;
    private final Map<Publication, Integer> epochs = new EnumMap<>(Publication.class);
    private TrialEvent last;
    private int attempt;
    private String owner;
    private long touched;

    TrialPage(String trial, long now) {
        this.trial = trial;
        this.touched = now;
        for (Publication publication : Publication.values()) {
            epochs.put(publication, 0);
        }
    }

    void touch(long now) {
        touched = now;
    }

    long touched() {
        return touched;
    }

    /** Records the next epoch that was published; returns what is wrong with it, if anything. */
    Optional<BrokenPromise> epoch(Publication publication, int epoch) {
        int before = epochs.get(publication);
        epochs.put(publication, Math.max(before, epoch));
        if (epoch <= before) {
            return wrong(
                    BrokenPromise.Kind.DUPLICATE, publication + " of epoch " + epoch + " came after epoch " + before);
        }
        if (epoch > before + 1) {
            return wrong(BrokenPromise.Kind.GAP, publication + " of epoch " + epoch + " came after epoch " + before);
        }
        return Optional.empty();
    }

    /**
     * Records the next event; returns what is wrong with it, if anything. A lower attempt than before comes from an owner that another has replaced, and so does the
     * same attempt after the trial was given back.
     */
    Optional<BrokenPromise> event(TrialEvent event) {
        TrialEvent before = last;
        last = event;
        String what = event.state() + " by " + event.trainer() + ", attempt " + event.attempt();
        boolean extended = before != null && event.definition().extendsThe(before.definition());
        if (before != null && before.state().isEnd() && !extended) {
            return wrong(BrokenPromise.Kind.FENCED_WROTE, what + " came after its end, " + before.state());
        }
        boolean wasGivenBack = before != null && before.state() == TrialState.QUEUED;
        if (event.attempt() < attempt
                || (wasGivenBack && event.state() == TrialState.RUNNING && event.attempt() == attempt)) {
            return wrong(BrokenPromise.Kind.FENCED_WROTE, what + " came after attempt " + attempt + " by " + owner);
        }
        attempt = event.attempt();
        owner = event.trainer() == null ? owner : event.trainer();
        return event.failure() == null
                ? Optional.empty()
                : wrong(
                        BrokenPromise.Kind.FAILED,
                        event.failure().code() + ": " + event.failure().message());
    }

    private Optional<BrokenPromise> wrong(BrokenPromise.Kind kind, String text) {
        return Optional.of(new BrokenPromise(kind, trial + ": " + text));
    }

    String trial() {
        return trial;
    }

    int attempt() {
        return attempt;
    }

    String owner() {
        return owner;
    }

    boolean hasEnded() {
        return last != null && last.state().isEnd();
    }

    /** Whether it has ended and all of its epochs were seen in every publication. */
    boolean isComplete() {
        return hasEnded() && epochs.values().stream().allMatch(epoch -> epoch >= last.epoch());
    }

    @Override
    public String toString() {
        return trial + " (" + (last == null ? "nothing heard of it" : last.state()) + ", epochs seen: " + epochs + ")";
    }
}
