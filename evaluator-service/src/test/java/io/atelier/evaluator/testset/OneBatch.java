package io.atelier.evaluator.testset;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.BatchSource;
import io.atelier.contract.tensor.Batch;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Optional;

/** A stream of black images in one batch. */
record OneBatch(StreamDefinition stream) implements BatchSource {

    @Override
    public Optional<Batch> take(int epoch, int index) {
        int images = stream.images();
        return Optional.of(new Batch(
                stream.id(), epoch, index, FloatBuffer.allocate(images * Batch.PIXELS), ByteBuffer.allocate(images)));
    }

    @Override
    public void close() {}
}
