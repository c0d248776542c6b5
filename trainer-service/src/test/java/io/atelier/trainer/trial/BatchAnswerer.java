package io.atelier.trainer.trial;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.message.BatchRequest;
import io.atelier.trainer.Kafka;
import io.atelier.trainer.training.SyntheticRecords;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A data service of synthetic records. */
public final class BatchAnswerer implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> requests;
    private final KafkaProducer<String, byte[]> batches =
            new KafkaProducer<>(Kafka.settings(), new StringSerializer(), new ByteArraySerializer());
    private final Thread thread = new Thread(this::run, "batch-answerer");

    public BatchAnswerer() {
        Map<String, Object> config = new HashMap<>(Kafka.settings());
        config.put("auto.offset.reset", "latest");
        config.put("isolation.level", "read_committed");
        requests = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Topic.BATCH_REQUESTS.topicPartitions();
        requests.assign(partitions);
        requests.seekToEnd(partitions);
        partitions.forEach(requests::position);
        thread.start();
    }

    private void run() {
        try (requests;
                batches) {
            while (true) {
                requests.poll(Duration.ofMillis(200)).forEach(this::answer);
            }
        } catch (WakeupException e) {
            // closed
        }
    }

    private void answer(ConsumerRecord<String, byte[]> record) {
        try {
            BatchRequest request = Json.read(record.value(), BatchRequest.class);
            String id = request.stream().id();
            for (int index = request.first(); index < request.first() + request.count(); index++) {
                byte[] value = SyntheticRecords.record(request.stream(), request.epoch(), index)
                        .toBytes();
                var unused = batches.send(
                        new ProducerRecord<>(Topic.BATCHES.topicName(), Topic.BATCHES.partitionOf(id), id, value));
            }
        } catch (MalformedMessageException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        requests.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
