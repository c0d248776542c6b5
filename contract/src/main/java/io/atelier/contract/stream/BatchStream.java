package io.atelier.contract.stream;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Require;
import io.atelier.contract.Topic;
import io.atelier.contract.kafka.ClockSkew;
import io.atelier.contract.kafka.Placement;
import io.atelier.contract.message.BatchRequest;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.tensor.ImageRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one stream. Credit-based: a window of them is asked for ahead of need, and again if they are not among what has come;
 * duplicates and other streams' records in the same partition are passed over. One thread takes, and stops waiting when
 * it is interrupted; a thread of its own reads.
 */
public final class BatchStream implements RecordSource {

    private static final Logger LOG = LoggerFactory.getLogger(BatchStream.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long STOP_CHECK_MILLIS = 200;
    private static final Pattern STREAM_ID = Pattern.compile(Require.NAME + "/(train|validation|test)/.+");

    private final StreamDefinition stream;
    private final String id;
    private final Consumer<String, byte[]> consumer;
    private final Producer<String, byte[]> producer;
    private final BiConsumer<ConsumerRecord<String, byte[]>, Throwable> unusable;
    private final boolean optional;
    private final BatchTimeouts timeouts;
    private final Runnable onAskedAgain;
    private final BooleanSupplier stop;
    private final Thread reader = new Thread(this::read, "batches");
    /** Guarded by itself, as are {@link #progress} and {@link #broken}. */
    private final BatchWindow window;

    private final ReadProgress progress = new ReadProgress();
    private Throwable broken;

    private BatchStream(
            StreamDefinition stream,
            BatchWindow window,
            BatchTimeouts timeouts,
            Consumer<String, byte[]> consumer,
            Producer<String, byte[]> producer,
            BiConsumer<ConsumerRecord<String, byte[]>, Throwable> unusable,
            boolean optional,
            Runnable onAskedAgain,
            BooleanSupplier stop) {
        this.stream = stream;
        this.id = stream.id();
        this.window = window;
        this.timeouts = timeouts;
        this.consumer = consumer;
        this.producer = producer;
        this.unusable = unusable;
        this.optional = optional;
        this.onAskedAgain = onAskedAgain;
        this.stop = stop;
    }

    /**
     * Begins to read.
     *
     * @param consumer stands at the end of the stream's partition; it is closed with this stream
     * @param unusable takes answers that can't be used, and why
     * @param optional whether requests say that they are no dead letters if nobody can answer them
     */
    static BatchStream open(
            StreamDefinition stream,
            BatchWindow window,
            BatchTimeouts timeouts,
            Consumer<String, byte[]> consumer,
            Producer<String, byte[]> producer,
            BiConsumer<ConsumerRecord<String, byte[]>, Throwable> unusable,
            boolean optional,
            Runnable onAskedAgain,
            BooleanSupplier stop) {
        BatchStream opened =
                new BatchStream(stream, window, timeouts, consumer, producer, unusable, optional, onAskedAgain, stop);
        opened.reader.setName("batches-" + stream.split().label());
        opened.reader.setDaemon(true);
        opened.reader.start();
        return opened;
    }

    @Override
    public Optional<ImageRecord> take(int epoch, int index) throws DataUnavailableException {
        synchronized (window) {
            ask(window.moveTo(epoch, index));
            progress.begin();
            long start = System.nanoTime();
            Duration pause = timeouts.first();
            Duration nextAsk = pause;
            while (!stop.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
                ImageRecord record = window.take();
                if (record != null) {
                    return Optional.of(record);
                }
                throwIfBroken();
                Duration waited = Duration.ofNanos(System.nanoTime() - start);
                if (waited.compareTo(timeouts.patience()) >= 0) {
                    throw new DataUnavailableException("Record " + index + " of epoch " + epoch + " of stream " + id
                            + " did not come within " + timeouts.patience().toSeconds()
                            + " s: is a data-service running, and does it have the dataset "
                            + stream.dataset().id() + "?");
                }
                if (waited.compareTo(nextAsk) >= 0 && hasReadWhatCame(waited)) {
                    askAgain(waited);
                    pause = pause.multipliedBy(2);
                    nextAsk = waited.plus(pause);
                }
                await();
            }
            return Optional.empty();
        }
    }

    /** On a busy machine, or behind what others asked for, the answer may have come and not have been read. */
    private boolean hasReadWhatCame(Duration waited) {
        boolean said = progress.isCatchingUp();
        if (progress.hasCaughtUp()) {
            return true;
        }
        if (!said) {
            LOG.warn(
                    "Waiting for a record of {} for {} s: what the broker has is not read yet, so it is not asked for again",
                    id,
                    waited.toSeconds());
        }
        return false;
    }

    private void askAgain(Duration waited) {
        List<BatchRequest> missing = window.missing();
        LOG.warn(
                "Waiting for a data-service that has the dataset {}: no record of {} for {} s, asking again: {}",
                stream.dataset().id(),
                id,
                waited.toSeconds(),
                describe(missing));
        ask(missing);
        onAskedAgain.run();
    }

    private void await() {
        try {
            window.wait(STOP_CHECK_MILLIS);
        } catch (InterruptedException e) {
            // Ends the wait as a stop does, and remains for the caller to see.
            Thread.currentThread().interrupt();
        }
    }

    private void ask(List<BatchRequest> requests) {
        for (BatchRequest request : requests) {
            ProducerRecord<String, byte[]> message = Placement.record(Topic.BATCH_REQUESTS, id, request);
            if (optional) {
                message.headers().add(BatchRequest.OPTIONAL, new byte[0]);
            }
            var unused = producer.send(message, (metadata, e) -> {
                if (e != null) {
                    lost(request, e);
                }
            });
        }
    }

    /** A request that is lost is made again, unless Kafka would never take it. */
    private void lost(BatchRequest request, Exception reason) {
        if (reason instanceof ApiException && !(reason instanceof RetriableException)) {
            fail(new KafkaException(
                    "Cannot ask for batches of " + id + ": "
                            + ClockSkew.in(reason).orElse(reason.getMessage()),
                    reason));
        } else {
            LOG.warn("A request for {} was lost: {}", describe(List.of(request)), reason.toString());
        }
    }

    private void read() {
        try (consumer) {
            while (true) {
                consumer.poll(POLL).forEach(this::accept);
                consumer.assignment().forEach(this::note);
            }
        } catch (WakeupException e) {
            LOG.debug("Done with {}", id);
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void note(TopicPartition partition) {
        long position = consumer.position(partition);
        long end = position + consumer.currentLag(partition).orElse(0);
        synchronized (window) {
            progress.moveTo(position, end);
        }
    }

    private void fail(Throwable e) {
        synchronized (window) {
            broken = e;
            window.notifyAll();
        }
    }

    private void throwIfBroken() {
        if (broken instanceof Error error) {
            throw error;
        }
        if (broken instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void accept(ConsumerRecord<String, byte[]> answer) {
        if (!id.equals(answer.key())) {
            if (answer.key() == null || !STREAM_ID.matcher(answer.key()).matches()) {
                unusable.accept(
                        answer,
                        new MalformedMessageException("Expected the id of a stream as key, found " + answer.key()));
            }
            return;
        }
        try {
            ImageRecord record = ImageRecord.read(answer.value(), stream);
            synchronized (window) {
                window.offer(record);
                window.notifyAll();
            }
        } catch (MalformedMessageException | RuntimeException e) {
            unusable.accept(answer, e);
        }
    }

    private static String describe(List<BatchRequest> missing) {
        return missing.stream()
                .map(request -> "epoch " + request.epoch() + " from " + request.first() + ", " + request.count())
                .toList()
                .toString();
    }

    /** Stops reading. */
    @Override
    public void close() {
        consumer.wakeup();
        try {
            reader.join(POLL.toMillis() * 3);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
