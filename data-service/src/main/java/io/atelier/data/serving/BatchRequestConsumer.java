package io.atelier.data.serving;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.Refusal;
import io.atelier.contract.message.BatchRequest;
import io.atelier.contract.tensor.ImageRecord;
import io.atelier.data.catalog.StreamedDatasets;
import io.atelier.data.stream.RecordFactory;
import io.atelier.data.stream.UnanswerableRequestException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers batch requests in one thread, which owns the Kafka clients. A request is committed when the broker has all its
 * records; a killed service's successor answers it again, and requesters recognise duplicates. What is asked for several
 * times while requests wait is answered once.
 */
public final class BatchRequestConsumer implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRequestConsumer.class);
    private static final String GROUP = "data-service";
    private static final Duration POLL = Duration.ofSeconds(1);

    /**
     * A request may ask for 14 MiB of records: few at a time keep the time between polls short. And a killed member
     * is replaced after seconds.
     */
    private static final Map<String, Object> MEMBER = Map.of(
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 16,
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);

    private final KafkaClients clients;
    private final StreamedDatasets datasets;
    private final ServingMetrics metrics;
    private final Outage outage = new Outage();
    private final ServedRecords served = new ServedRecords();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile Consumer<String, byte[]> current;

    public BatchRequestConsumer(KafkaClients clients, StreamedDatasets datasets, ServingMetrics metrics) {
        this.clients = clients;
        this.datasets = datasets;
        this.metrics = metrics;
    }

    @Override
    public void run() {
        while (isRunning()) {
            try (Consumer<String, byte[]> consumer = clients.member(GROUP, MEMBER);
                    BatchPublisher publisher = new BatchPublisher(clients.producer(), metrics::deadLettered)) {
                current = consumer;
                served.clear();
                datasets.configured().forEach(publisher::publish);
                publisher.flush();
                consumer.subscribe(List.of(Topic.BATCH_REQUESTS.topicName()));
                serve(consumer, publisher);
            } catch (WakeupException e) {
                LOG.debug("Asked to stop", e);
            } catch (InterruptException | InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (KafkaException e) {
                Refusal.rethrow(e);
                pause(outage.failed(e));
            }
        }
    }

    private void serve(Consumer<String, byte[]> consumer, BatchPublisher publisher) throws InterruptedException {
        while (isRunning()) {
            ConsumerRecords<String, byte[]> requests = consumer.poll(POLL);
            for (TopicPartition partition : requests.partitions()) {
                long end = consumer.position(partition)
                        + consumer.currentLag(partition).orElse(0);
                for (ConsumerRecord<String, byte[]> request : requests.records(partition)) {
                    answer(request, end, publisher);
                }
            }
            if (!requests.isEmpty()) {
                publisher.flush();
                commit(consumer);
                outage.ended();
            }
        }
    }

    private static void commit(Consumer<String, byte[]> consumer) {
        try {
            consumer.commitSync();
        } catch (RebalanceInProgressException | CommitFailedException e) {
            LOG.info("Requests move to another member, which may answer the latest again: {}", e.getMessage());
        }
    }

    /** @param end of the message's partition, as far as it is known */
    void answer(ConsumerRecord<String, byte[]> message, long end, BatchPublisher publisher) {
        metrics.requestRead();
        try {
            BatchRequest request = Json.read(message.value(), BatchRequest.class);
            if (!request.stream().id().equals(message.key())) {
                throw new MalformedMessageException("Expected the key "
                        + request.stream().id() + ", the stream that is asked for, found " + message.key());
            }
            Optional<RecordFactory> records = datasets.records(request.stream().dataset());
            if (records.isPresent()) {
                answer(request, records.get(), message, end, publisher);
            } else {
                LOG.debug(
                        "Who asks for {} asks again when it is made",
                        request.stream().dataset().id());
            }
        } catch (UnanswerableRequestException e) {
            if (message.headers().lastHeader(BatchRequest.OPTIONAL) == null) {
                publisher.deadLetter(message, e);
            } else {
                LOG.debug("Nobody needs an answer: {}", e.getMessage());
            }
        } catch (MalformedMessageException e) {
            publisher.deadLetter(message, e);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            // One request must not stop the service for everybody else.
            publisher.deadLetter(message, e);
        }
    }

    private void answer(
            BatchRequest request,
            RecordFactory records,
            ConsumerRecord<String, byte[]> message,
            long end,
            BatchPublisher publisher)
            throws UnanswerableRequestException {
        for (int i = request.first(); i < request.first() + request.count(); i++) {
            if (served.has(message.partition(), message.key(), request.epoch(), i, message.offset())) {
                continue;
            }
            long start = System.nanoTime();
            ImageRecord record = records.record(request.stream(), request.epoch(), i);
            publisher.publish(record);
            served.serve(message.partition(), message.key(), request.epoch(), i, end);
            metrics.batchTimer().record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            metrics.batchServed(request.stream().split());
        }
    }

    /** Why no batches are served though requests are read, if there is a reason. */
    public Optional<String> refusal() {
        return outage.clockRefusal();
    }

    /** Ends {@link #run()} soon; from any thread. */
    public void stop() {
        stopping.countDown();
        Consumer<String, byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    private boolean isRunning() {
        return stopping.getCount() > 0;
    }

    private void pause(Duration pause) {
        try {
            boolean stopped = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("{}", stopped ? "Asked to stop" : "Trying again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }
}
