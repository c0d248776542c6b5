package io.atelier.evaluator.it;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Seeds;
import io.atelier.contract.SplitMix64;
import io.atelier.contract.Topic;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.message.BatchRequest;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.tensor.ImageRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Stands in for the data service: answers batch requests with random images, always the same ones. */
final class BatchAnswerer {

    private final KafkaClients clients;
    private final Thread thread = new Thread(this::answer, "batch-answerer");
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicBoolean garbageFirst = new AtomicBoolean();
    private final AtomicBoolean dropNext = new AtomicBoolean();
    private final AtomicReference<String> unanswered = new AtomicReference<>("");

    BatchAnswerer(KafkaClients clients) {
        this.clients = clients;
        thread.start();
    }

    /** The next answer begins with bytes that are no record. */
    void sendGarbageFirst() {
        garbageFirst.set(true);
    }

    /** The next request is not answered. */
    void dropNextRequest() {
        dropNext.set(true);
    }

    /** Requests for streams of this dataset are not answered until another is named. */
    void leaveUnanswered(String dataset) {
        unanswered.set(dataset);
    }

    int requests() {
        return requests.get();
    }

    /** Record {@code index} of a test stream. */
    static ImageRecord record(StreamDefinition stream, int index) {
        int size = stream.recordLength(index);
        SplitMix64 random = Seeds.generator(7, index);
        byte[] pixels = new byte[size * (int) stream.dataset().image().size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(256);
        }
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = random.nextInt(stream.dataset().classes());
        }
        return ImageRecord.ofBytes(stream, 1, index, pixels, labels);
    }

    private void answer() {
        List<TopicPartition> partitions = Topic.BATCH_REQUESTS.topicPartitions();
        try (Consumer<String, byte[]> consumer = clients.reader(Map.of());
                Producer<String, byte[]> producer = clients.producer()) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    answer(producer, Json.read(record.value(), BatchRequest.class));
                }
            }
        } catch (InterruptException e) {
            // The test has ended.
        } catch (MalformedMessageException | ExecutionException | InterruptedException e) {
            throw new IllegalStateException("The answerer failed", e);
        }
    }

    private void answer(Producer<String, byte[]> producer, BatchRequest request)
            throws ExecutionException, InterruptedException {
        requests.incrementAndGet();
        if (request.stream().dataset().id().equals(unanswered.get()) || dropNext.getAndSet(false)) {
            return;
        }
        List<byte[]> answers = new ArrayList<>();
        if (garbageFirst.getAndSet(false)) {
            answers.add(new byte[] {1, 2, 3});
        }
        for (int i = request.first(); i < request.first() + request.count(); i++) {
            answers.add(record(request.stream(), i).toBytes());
        }
        String stream = request.stream().id();
        for (byte[] answer : answers) {
            producer.send(new ProducerRecord<>(
                            Topic.BATCHES.topicName(), Topic.BATCHES.partitionOf(stream), stream, answer))
                    .get();
        }
    }

    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
