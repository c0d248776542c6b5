package io.atelier.evaluator.testset;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.RecordSource;
import io.atelier.contract.tensor.ImageRecord;
import java.util.Optional;

/** A stream of black images. */
record BlackImages(StreamDefinition stream) implements RecordSource {

    @Override
    public Optional<ImageRecord> take(int epoch, int index) {
        int images = stream.recordLength(index);
        byte[] pixels = new byte[images * (int) stream.dataset().image().size()];
        return Optional.of(ImageRecord.ofBytes(stream, epoch, index, pixels, new int[images]));
    }

    @Override
    public void close() {}
}
