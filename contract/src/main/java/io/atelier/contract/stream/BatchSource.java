package io.atelier.contract.stream;

import io.atelier.contract.tensor.Batch;
import java.util.Optional;

/** The batches of a training, taken in order. */
@FunctionalInterface
public interface BatchSource {

    /**
     * Waits for a batch.
     *
     * @param epoch from 1
     * @param index of the batch in the epoch, from 0
     * @return the batch, or nothing if its reader is to stop
     * @throws DataUnavailableException if it does not come, however often it is asked for
     */
    Optional<Batch> take(int epoch, int index) throws DataUnavailableException;
}
