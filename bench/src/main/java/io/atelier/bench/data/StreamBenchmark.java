package io.atelier.bench.data;

import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.tensor.ImageRecord;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.SyntheticDataset;
import io.atelier.data.stream.RecordFactory;
import io.atelier.data.stream.UnanswerableRequestException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Training streams as the data service makes them, epoch after epoch; one operation is one image. */
@State(Scope.Thread)
public class StreamBenchmark {

    private static final int BATCH = 128;
    private static final int IMAGES = 100 * BATCH;

    private static final Dataset DATASET = SyntheticDataset.ofSize(IMAGES, 1);

    private final Stream plain = new Stream(List.of());
    private final Stream shiftAndFlip = new Stream(List.of(new Augmentation.Keras(0.2, 0.2, 0, true)));
    private final Stream rotation = new Stream(List.of(new Augmentation.Keras(0.2, 0.2, 10, true)));
    private RecordFactory source;

    /** A definition, and how far it has been read. */
    private static final class Stream {
        private final StreamDefinition definition;
        private int epoch = 1;
        private int index = -1;

        Stream(List<Augmentation> augmentations) {
            this.definition = new StreamDefinition(
                    DATASET.description().reference(),
                    Split.TRAIN,
                    IMAGES,
                    IMAGES,
                    Holdout.NONE,
                    augmentations,
                    BATCH,
                    1);
        }

        ImageRecord next(RecordFactory source) throws UnanswerableRequestException {
            index++;
            if (index == definition.records()) {
                index = 0;
                // Bounded by what a record may say of itself, whatever the machine's speed.
                epoch = epoch % 1000 + 1;
            }
            return source.record(definition, epoch, index);
        }
    }

    @Setup
    public void draw() {
        source = new RecordFactory(DATASET);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public ImageRecord plain() throws UnanswerableRequestException {
        return plain.next(source);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public ImageRecord shiftAndFlip() throws UnanswerableRequestException {
        return shiftAndFlip.next(source);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public byte[] shiftAndFlipEncoded() throws UnanswerableRequestException {
        return shiftAndFlip.next(source).toBytes();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public ImageRecord rotation() throws UnanswerableRequestException {
        return rotation.next(source);
    }
}
