package io.atelier.trainer.progress;

import io.atelier.contract.chunk.ChunkedValue;
import io.atelier.contract.message.TrialEvent;
import java.util.Map;
import java.util.Optional;

/**
 * What earlier owners of a trial committed.
 *
 * @param state the latest complete state
 * @param slots how many chunks each slot of the state topic holds, by slot
 * @param event the latest event
 */
record CommittedProgress(Optional<ChunkedValue> state, Map<String, Integer> slots, Optional<TrialEvent> event) {

    CommittedProgress {
        slots = Map.copyOf(slots);
    }
}
