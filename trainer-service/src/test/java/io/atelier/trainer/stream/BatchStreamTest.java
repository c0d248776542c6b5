package io.atelier.trainer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.atelier.contract.Json;
import io.atelier.contract.Topic;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.message.BatchRequest;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.tensor.Batch;
import io.atelier.trainer.training.DataUnavailableException;
import io.atelier.trainer.training.SyntheticBatches;
import io.atelier.trainer.training.Trials;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stream between Kafka's own in-memory producer and consumer. */
class BatchStreamTest {

    /** Ten batches of four images an epoch. */
    private static final StreamDefinition STREAM =
            Trials.plain("r", "fake", 40, 4, 2).train();

    private static final TopicPartition PARTITION =
            new TopicPartition(Topic.BATCHES.topicName(), Topic.BATCHES.partitionOf(STREAM.id()));

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("latest");
    private final MockProducer<String, byte[]> requests =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final MockProducer<String, byte[]> letters =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final AtomicBoolean stop = new AtomicBoolean();
    private BatchStream stream;
    private long offset;

    @BeforeEach
    void open() {
        consumer.assign(List.of(PARTITION));
        consumer.updateEndOffsets(Map.of(PARTITION, 0L));
        consumer.seek(PARTITION, 0);
        stream = new BatchStream(
                STREAM,
                new BatchWindow(STREAM, 2, 4),
                new BatchTimeouts(Duration.ofMillis(300), Duration.ofMillis(1500)),
                consumer,
                requests,
                new DeadLetterPublisher(letters, "test", topic -> {}),
                stop::get);
    }

    @AfterEach
    void close() {
        stream.close();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void shouldHandOutInOrderWhatComesInAnyOrder() throws Exception {
        answer(1, 1);
        answer(1, 1);
        answer(1, 0);
        answer(1, 2);

        assertThat(stream.take(1, 0).orElseThrow().index()).isZero();
        assertThat(stream.take(1, 1).orElseThrow().index()).isEqualTo(1);
        assertThat(stream.take(1, 2).orElseThrow().index()).isEqualTo(2);
        assertThat(letters.history()).isEmpty();
    }

    @Test
    void shouldAskAgainForWhatDoesNotCome() throws Exception {
        Thread late = new Thread(() -> {
            await().atMost(Duration.ofSeconds(5)).until(() -> requests.history().size() >= 2);
            answer(1, 0);
        });
        late.start();

        assertThat(stream.take(1, 0)).isPresent();

        late.join();
        assertThat(asked()).startsWith("1: 0+4", "1: 0+4");
    }

    @Test
    void shouldGiveUpInTheEnd() {
        assertThatThrownBy(() -> stream.take(2, 3))
                .isInstanceOf(DataUnavailableException.class)
                .hasMessageContaining("Batch 3 of epoch 2 of stream " + STREAM.id());
        assertThat(asked().size()).isBetween(2, 4);
    }

    @Test
    void shouldStopWaitingWhenAskedTo() throws Exception {
        stop.set(true);

        assertThat(stream.take(1, 0)).isEmpty();
    }

    @Test
    void shouldPutWhatIsNoBatchOfTheStreamIntoTheDeadLetters() throws Exception {
        send(STREAM.id(), new byte[] {1, 2, 3});
        send("garbage", new byte[] {1, 2, 3});
        send(null, new byte[0]);
        send("other/train/100/b4/s1", new byte[] {1, 2, 3});
        send(
                STREAM.id(),
                new Batch(STREAM.id(), 1, 9, one(1, 9).images(), one(1, 9).labels()).toBytes());
        Batch batch = one(1, 0);
        send(STREAM.id(), new Batch("synthetic/train/99/b4/s1", 1, 0, batch.images(), batch.labels()).toBytes());
        answer(1, 0);

        assertThat(stream.take(1, 0)).isPresent();

        assertThat(letters.history()).extracting(BatchStreamTest::offsetHeader).containsExactly("0", "1", "2", "5");
        assertThat(new String(
                        letters.history().get(3).headers().lastHeader("error").value(), UTF_8))
                .isEqualTo("Expected a batch of stream " + STREAM.id() + ", found one of synthetic/train/99/b4/s1");
    }

    private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

    private static String offsetHeader(ProducerRecord<String, byte[]> letter) {
        return new String(letter.headers().lastHeader("offset").value(), UTF_8);
    }

    private List<String> asked() {
        return requests.history().stream()
                .map(record -> {
                    try {
                        BatchRequest request = Json.read(record.value(), BatchRequest.class);
                        return request.epoch() + ": " + request.first() + "+" + request.count();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private static Batch one(int epoch, int index) {
        return SyntheticBatches.batch(STREAM, epoch, index);
    }

    private void answer(int epoch, int index) {
        send(STREAM.id(), one(epoch, index).toBytes());
    }

    /** Comes with the consumer's next poll, by which time the first batches have been asked for. */
    private void send(String key, byte[] value) {
        long at = offset++;
        consumer.schedulePollTask(() -> {
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> !requests.history().isEmpty());
            consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), at, key, value));
        });
    }
}
