package io.atelier.contract.message;

import io.atelier.contract.Require;

/**
 * Asks for records {@code first} to {@code first + count - 1} of one epoch of a stream.
 *
 * @param schema version of this message
 * @param stream the stream
 * @param epoch from 1; validation and test streams have epoch 1 only
 * @param first index of the first record in the epoch, from 0
 * @param count number of records
 */
public record BatchRequest(int schema, StreamDefinition stream, int epoch, int first, int count) {

    public static final int SCHEMA = 3;

    /**
     * A header, whatever its value, of requests whose sender only looks and can do without an answer: if there is none, the
     * request is no dead letter.
     */
    public static final String OPTIONAL = "optional";

    /** The most records of one request: 14 MiB. */
    public static final int MAX_COUNT = 16;

    public BatchRequest {
        Require.schema(schema, SCHEMA, "batch request");
        Require.present(stream, "batch request: stream");
        Require.inRange(epoch, 1, stream.split() == Split.TRAIN ? TrialDefinition.MAX_EPOCHS : 1, "epoch");
        Require.inRange(first, 0, stream.records() - 1, "first");
        Require.inRange(count, 1, Math.min(MAX_COUNT, stream.records() - first), "count");
    }

    public BatchRequest(StreamDefinition stream, int epoch, int first, int count) {
        this(SCHEMA, stream, epoch, first, count);
    }
}
