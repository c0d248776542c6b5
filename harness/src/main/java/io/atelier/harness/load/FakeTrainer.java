package io.atelier.harness.load;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.BatchStream;
import io.atelier.contract.stream.BatchStreams;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.contract.tensor.ImageRecord;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Takes the images of a stream as a trainer does, and throws them away. */
final class FakeTrainer implements AutoCloseable {

    private static final int EPOCHS = 1_000;

    private final StreamDefinition definition;
    private final BatchStream stream;
    private final int rate;
    private final LongAdder images = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();
    private final Thread thread;
    private volatile boolean closed;
    private volatile Exception failure;

    /** @param rate images that it uses in a second; 0: as many as come */
    private FakeTrainer(StreamDefinition definition, BatchStreams streams, int rate) {
        this.definition = definition;
        this.rate = rate;
        this.stream = streams.open(definition, EPOCHS, () -> closed);
        this.thread = new Thread(this::run, "fake-trainer-" + definition.seed());
        this.thread.setDaemon(true);
    }

    static FakeTrainer start(StreamDefinition definition, BatchStreams streams, int rate) {
        FakeTrainer trainer = new FakeTrainer(definition, streams, rate);
        trainer.thread.start();
        return trainer;
    }

    private void run() {
        long start = System.nanoTime();
        try {
            for (int epoch = 1; epoch <= EPOCHS; epoch++) {
                for (int index = 0; index < definition.records(); index++) {
                    long asked = System.nanoTime();
                    Optional<ImageRecord> record = stream.take(epoch, index);
                    waitedNanos.add(System.nanoTime() - asked);
                    if (record.isEmpty()) {
                        return;
                    }
                    images.add(record.get().size());
                    train(start);
                }
            }
        } catch (DataUnavailableException | RuntimeException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** For as long as a trainer of that rate would need for all images until now. */
    private void train(long start) throws InterruptedException {
        if (rate > 0) {
            long end = start + images.sum() * TimeUnit.SECONDS.toNanos(1) / rate;
            TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
        }
    }

    /** Taken until now. */
    long images() {
        return images.sum();
    }

    /** For images that had not come. */
    long waitedNanos() {
        return waitedNanos.sum();
    }

    /** Why it takes none any more; null while it does. */
    Exception failure() {
        return failure;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        stream.close();
    }
}
