package io.atelier.contract.stream;

import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.tensor.Batch;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/** A stream of ten batches of four images an epoch, all black. */
final class SmallStream {

    static final StreamDefinition STREAM =
            new StreamDefinition("synthetic", Split.TRAIN, 40, 40, Holdout.NONE, List.of(), 4, 1);

    private SmallStream() {}

    static Batch batch(int epoch, int index) {
        return batch(STREAM.id(), epoch, index, 4);
    }

    static Batch batch(String stream, int epoch, int index, int size) {
        return new Batch(stream, epoch, index, FloatBuffer.allocate(size * Batch.PIXELS), ByteBuffer.allocate(size));
    }
}
