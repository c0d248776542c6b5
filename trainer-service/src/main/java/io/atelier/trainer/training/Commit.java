package io.atelier.trainer.training;

import io.atelier.contract.message.TrialResult;
import java.util.Optional;

/**
 * One step of progress, to become visible as a whole or not at all.
 *
 * @param state to resume from; nothing at the end of the trial
 * @param epochEnd the epoch that ended with this step, if one did
 * @param result what came out of the trial, if it ended
 */
public record Commit(Optional<TrainingState> state, Optional<EpochEnd> epochEnd, Optional<TrialResult> result) {

    static Commit insideEpoch(TrainingState state) {
        return new Commit(Optional.of(state), Optional.empty(), Optional.empty());
    }

    static Commit ofEpoch(TrainingState state, EpochEnd epochEnd) {
        return new Commit(Optional.of(state), Optional.of(epochEnd), Optional.empty());
    }

    static Commit ofTrial(EpochEnd epochEnd, TrialResult result) {
        return new Commit(Optional.empty(), Optional.of(epochEnd), Optional.of(result));
    }
}
