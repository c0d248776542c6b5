package io.atelier.evaluator.trainset;

import io.atelier.contract.message.Encoding;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.RecordSource;
import io.atelier.contract.tensor.ImageRecord;
import java.util.Arrays;
import java.util.Optional;

/** A training stream whose image number i has the shade i of 255 and the label i, from 0 again after the last class. */
public record GreyImages(StreamDefinition stream) implements RecordSource {

    @Override
    public Optional<ImageRecord> take(int epoch, int index) {
        int images = stream.recordLength(index);
        int size = (int) stream.dataset().image().size();
        int first = index * stream.recordImages();
        byte[] bytes = new byte[images * size];
        float[] floats = new float[images * size];
        int[] labels = new int[images];
        for (int i = 0; i < images; i++) {
            labels[i] = (first + i) % stream.dataset().classes();
            Arrays.fill(bytes, i * size, (i + 1) * size, (byte) (first + i));
            Arrays.fill(floats, i * size, (i + 1) * size, (first + i) / 255f);
        }
        return Optional.of(
                stream.encoding() == Encoding.U8
                        ? ImageRecord.ofBytes(stream, epoch, index, bytes, labels)
                        : ImageRecord.ofFloats(stream, epoch, index, floats, labels));
    }

    @Override
    public void close() {}
}
