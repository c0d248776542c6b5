package io.atelier.contract.stream;

import io.atelier.contract.tensor.ImageRecord;
import java.util.Optional;

/** The records of one stream, taken in order. */
public interface RecordSource extends AutoCloseable {

    /**
     * Waits for a record.
     *
     * @param epoch from 1
     * @param index of the record in the epoch, from 0
     * @return the record, or nothing if its reader is to stop
     * @throws DataUnavailableException if it does not come, however often it is asked for
     */
    Optional<ImageRecord> take(int epoch, int index) throws DataUnavailableException;

    @Override
    void close();
}
