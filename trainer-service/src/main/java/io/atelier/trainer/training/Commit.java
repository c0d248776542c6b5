package io.atelier.trainer.training;

import io.atelier.contract.halving.Rung;
import io.atelier.contract.message.TrialResult;
import java.util.Optional;

/**
 * One step of progress, to become visible as a whole or not at all.
 *
 * @param state to resume from; nothing at the end of the trial, unless it can be given more epochs
 * @param epochEnd the epoch that ended with this step, if one did
 * @param result what came out of the trial, if it ended or pauses
 * @param rung by which the trial is ranked from now on, if this step decides that
 */
public record Commit(
        Optional<TrainingState> state, Optional<EpochEnd> epochEnd, Optional<TrialResult> result, Optional<Rung> rung) {

    static Commit insideEpoch(TrainingState state) {
        return new Commit(Optional.of(state), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Commit ofEpoch(TrainingState state, EpochEnd epochEnd) {
        return new Commit(Optional.of(state), Optional.of(epochEnd), Optional.empty(), Optional.empty());
    }

    static Commit ofPause(TrainingState state, EpochEnd epochEnd, TrialResult result, Rung rung) {
        return new Commit(Optional.of(state), Optional.of(epochEnd), Optional.of(result), Optional.of(rung));
    }

    static Commit ofTrial(EpochEnd epochEnd, TrialResult result, Optional<Rung> rung) {
        return new Commit(Optional.empty(), Optional.of(epochEnd), Optional.of(result), rung);
    }

    /** The end of a trial that can be given more epochs, which go on from {@code state}. */
    static Commit ofExtensibleTrial(TrainingState state, EpochEnd epochEnd, TrialResult result) {
        return new Commit(Optional.of(state), Optional.of(epochEnd), Optional.of(result), Optional.empty());
    }

    /** The end of a trial that was given more epochs, but needs none of them. */
    static Commit ofNoMoreEpochs(TrialResult result) {
        return new Commit(Optional.empty(), Optional.empty(), Optional.of(result), Optional.empty());
    }

    /** Whether nothing follows, but for a trial that is given more epochs: it does not wait for others. */
    public boolean isEnd() {
        return result.isPresent() && (state.isEmpty() || rung.isEmpty());
    }
}
