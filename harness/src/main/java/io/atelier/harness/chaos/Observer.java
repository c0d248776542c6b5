package io.atelier.harness.chaos;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.chunk.ChunkManifest;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.Evaluation;
import io.atelier.contract.message.TrialEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Continuously reads all that trials publish, from the beginning, on its own thread. */
final class Observer {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final String MANIFEST = "/manifest";
    private static final Map<String, Object> READER =
            Map.of(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20, ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);

    private final KafkaClients clients;
    private final Ledger ledger;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Thread thread = new Thread(this::run, "chaos-observer");
    private volatile boolean closed;

    Observer(String bootstrapServers, Ledger ledger) {
        this.clients = new KafkaClients(Map.of("bootstrap.servers", bootstrapServers));
        this.ledger = ledger;
        for (Topic topic : List.of(Topic.EPOCHS, Topic.CHECKPOINTS, Topic.EVALUATIONS, Topic.TRIAL_EVENTS)) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                next.put(new TopicPartition(topic.topicName(), partition), 0L);
            }
        }
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!closed) {
            try (Consumer<String, byte[]> consumer = clients.reader(READER)) {
                consumer.assign(new ArrayList<>(next.keySet()));
                next.forEach(consumer::seek);
                follow(consumer);
            } catch (InterruptException e) {
                return;
            } catch (KafkaException e) {
                // The broker is away in a way that the consumer does not survive: a new one goes on from there.
            }
        }
    }

    private void follow(Consumer<String, byte[]> consumer) {
        while (!closed) {
            for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
                accept(message);
                next.put(new TopicPartition(message.topic(), message.partition()), message.offset() + 1);
            }
        }
    }

    private void accept(ConsumerRecord<String, byte[]> message) {
        if (message.value() == null) {
            return; // removed by the evaluator
        }
        try {
            if (message.topic().equals(Topic.EPOCHS.topicName())) {
                ledger.metrics(Json.read(message.value(), EpochMetrics.class));
            } else if (message.topic().equals(Topic.EVALUATIONS.topicName())) {
                ledger.evaluation(Json.read(message.value(), Evaluation.class));
            } else if (message.topic().equals(Topic.TRIAL_EVENTS.topicName())) {
                ledger.event(Json.read(message.value(), TrialEvent.class));
            } else if (message.key().endsWith(MANIFEST)) {
                ChunkManifest manifest = Json.read(message.value(), ChunkManifest.class);
                ledger.checkpoint(manifest.key(), (int) manifest.sequence());
            }
        } catch (MalformedMessageException e) {
            ledger.broken(
                    BrokenPromise.Kind.MISMATCH,
                    message.topic() + " offset " + message.offset() + ": " + e.getMessage());
        }
    }

    void stop() throws InterruptedException {
        closed = true;
        thread.join(POLL.toMillis() * 10);
    }
}
