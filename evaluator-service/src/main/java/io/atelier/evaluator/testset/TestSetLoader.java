package io.atelier.evaluator.testset;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.message.BatchRequest;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.tensor.Batch;
import io.atelier.evaluator.EvaluatorConfig;
import io.atelier.evaluator.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Asks the data service for all batches of a test stream, a window at a time, and for missing ones again. */
public final class TestSetLoader {

    private static final Logger LOG = Logger.getLogger(TestSetLoader.class);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int BACKOFF = 2;

    private final KafkaClients clients;
    private final Producer<String, byte[]> producer;
    private final DeadLetterPublisher deadLetters;
    private final EvaluatorConfig.TestSet config;

    /** The producer remains the caller's. */
    public TestSetLoader(
            KafkaClients clients,
            Producer<String, byte[]> producer,
            DeadLetterPublisher deadLetters,
            EvaluatorConfig.TestSet config) {
        this.clients = clients;
        this.producer = producer;
        this.deadLetters = deadLetters;
        this.config = config;
    }

    TestSet load(StreamDefinition stream) throws TestSetUnavailableException, InterruptedException {
        long start = System.nanoTime();
        TestSet set = new TestSet(stream);
        TopicPartition partition =
                new TopicPartition(Topic.BATCHES.topicName(), Topic.BATCHES.partitionOf(stream.id()));
        try (Consumer<String, byte[]> consumer = clients.consumer(Map.of())) {
            consumer.assign(List.of(partition));
            consumer.seekToEnd(List.of(partition));
            // Finds out where the end is: what is asked for from now on comes after it.
            consumer.position(partition);
            while (!set.isComplete()) {
                loadWindow(stream, set, consumer);
            }
        }
        LOG.infof("Test set %s: %d images in %.1f s", stream.id(), set.size(), (System.nanoTime() - start) / 1e9);
        return set;
    }

    private void loadWindow(StreamDefinition stream, TestSet set, Consumer<String, byte[]> consumer)
            throws TestSetUnavailableException, InterruptedException {
        int windowEnd = Math.min(stream.batches(), set.nextMissing(0) + config.window());
        long lastArrival = System.nanoTime();
        long lastRequest = lastArrival;
        long patience = config.requestTimeout().toNanos();
        request(stream, set);
        while (set.nextMissing(0) < windowEnd) {
            boolean arrived = false;
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                arrived |= stream.id().equals(record.key()) && add(record, set);
            }
            long now = System.nanoTime();
            if (arrived) {
                lastArrival = now;
                lastRequest = now;
            } else if (now - lastArrival > config.timeout().toNanos()) {
                throw unavailable(stream, set);
            } else if (now - lastRequest > patience) {
                request(stream, set);
                lastRequest = now;
                patience *= BACKOFF;
            }
        }
    }

    private boolean add(ConsumerRecord<String, byte[]> record, TestSet set) throws InterruptedException {
        try {
            return set.add(Batch.read(record.value()));
        } catch (MalformedMessageException e) {
            deadLetters.publish(record, e);
        } catch (IllegalArgumentException e) {
            deadLetters.publish(
                    record, new MalformedMessageException("Not the batch it should be: " + e.getMessage(), e));
        }
        return false;
    }

    private void request(StreamDefinition stream, TestSet set) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (BatchRequest request : TestSetRequests.next(stream, set, config.window())) {
            sent.add(producer.send(new ProducerRecord<>(
                    Topic.BATCH_REQUESTS.topicName(),
                    Topic.BATCH_REQUESTS.partitionOf(stream.id()),
                    stream.id(),
                    Json.write(request))));
        }
        try {
            for (Future<RecordMetadata> request : sent) {
                request.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "Cannot ask for test images: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private TestSetUnavailableException unavailable(StreamDefinition stream, TestSet set) {
        return new TestSetUnavailableException(String.format(
                "Of the %d batches of test set %s only %d came, none in the last %d s: is a data service running that"
                        + " has dataset %s?",
                stream.batches(), stream.id(), set.received(), config.timeout().toSeconds(), stream.dataset()));
    }
}
