package io.atelier.contract.stream;

import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TestTrials;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.tensor.ImageRecord;
import java.util.List;

/** A stream of ten records of four images an epoch, all black. */
final class SmallStream {

    static final StreamDefinition STREAM = stream("synthetic", 40);

    private SmallStream() {}

    static StreamDefinition stream(String dataset, int images) {
        return new StreamDefinition(
                TestTrials.dataset(dataset), Split.TRAIN, images, images, Holdout.NONE, List.of(), 4, 1);
    }

    static ImageRecord record(int epoch, int index) {
        return record(STREAM, epoch, index);
    }

    static ImageRecord record(StreamDefinition stream, int epoch, int index) {
        int size = stream.recordLength(index);
        return ImageRecord.ofBytes(
                stream,
                epoch,
                index,
                new byte[size * (int) stream.dataset().image().size()],
                new int[size]);
    }
}
