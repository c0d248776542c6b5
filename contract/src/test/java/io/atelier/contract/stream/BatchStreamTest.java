package io.atelier.contract.stream;

import static io.atelier.contract.stream.SmallStream.STREAM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.message.BatchRequest;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.tensor.Safetensors;
import io.atelier.contract.tensor.TensorFile;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stream between Kafka's own in-memory producer and consumer. */
class BatchStreamTest {

    private static final TopicPartition PARTITION =
            new TopicPartition(Topic.BATCHES.topicName(), Topic.BATCHES.partitionOf(STREAM.id()));

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("latest");
    private final MockProducer<String, byte[]> requests =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final MockProducer<String, byte[]> letters =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final Queue<ConsumerRecord<String, byte[]>> incoming = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicInteger askedAgain = new AtomicInteger();
    private BatchStream stream;
    private long offset;

    @BeforeEach
    void open() {
        consumer.assign(List.of(PARTITION));
        consumer.updateEndOffsets(Map.of(PARTITION, 0L));
        consumer.seek(PARTITION, 0);
        consumer.schedulePollTask(this::deliver);
        stream = BatchStream.open(
                STREAM,
                new BatchWindow(STREAM, 2, 4 * STREAM.recordBytes()),
                new BatchTimeouts(Duration.ofMillis(300), Duration.ofSeconds(5)),
                consumer,
                requests,
                new DeadLetterPublisher(letters, "test", topic -> {})::send,
                false,
                askedAgain::incrementAndGet,
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

        assertThat(stream.take(1, 0).orElseThrow().index()).isZero();
        assertThat(stream.take(1, 1).orElseThrow().index()).isEqualTo(1);
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
        assertThat(asked()).startsWith("1: 0+2", "1: 0+2");
        assertThat(askedAgain).hasValue(asked().size() - 1);
    }

    @Test
    void shouldGiveUpInTheEnd() {
        assertThatThrownBy(() -> stream.take(2, 3))
                .isInstanceOf(DataUnavailableException.class)
                .hasMessageContaining("Record 3 of epoch 2 of stream " + STREAM.id());
        assertThat(asked().size()).isBetween(2, 5);
    }

    @Test
    void shouldStopWaitingWhenAskedTo() throws Exception {
        stop.set(true);

        assertThat(stream.take(1, 0)).isEmpty();
    }

    /** Would catch a wait that swallows the interrupt, and one that spins on it. */
    @Test
    void shouldStopWaitingWhenInterrupted() throws Exception {
        Thread.currentThread().interrupt();

        assertThat(stream.take(1, 0)).isEmpty();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldPutWhatIsNoBatchOfTheStreamIntoTheDeadLetters() throws Exception {
        send(STREAM.id(), new byte[] {1, 2, 3});
        send("garbage", new byte[] {1, 2, 3});
        send(null, new byte[0]);
        send("other/train/100/b4/s1", new byte[] {1, 2, 3});
        send(STREAM.id(), SmallStream.record(1, 9).toBytes());
        send(
                STREAM.id(),
                SmallStream.record(SmallStream.stream("other", 40), 1, 0).toBytes());
        send(STREAM.id(), other(SmallStream.stream("synthetic", 39), 9));
        send(STREAM.id(), other(SmallStream.stream("synthetic", 44), 10));
        answer(1, 0);

        assertThat(stream.take(1, 0)).isPresent();

        assertThat(letters.history())
                .extracting(letter -> header(letter, "offset"))
                .containsExactly("0", "1", "2", "5", "6", "7");
        assertThat(letters.history().subList(3, 6))
                .extracting(letter -> header(letter, "error"))
                .containsExactly(
                        "Not a valid record of images: expected one of stream " + STREAM.id()
                                + ", found one of other/train/40/r4/s1",
                        "Expected images U8[4, 28, 28, 1], found images U8[3, 28, 28, 1]",
                        "Not a valid record of images: index must be between 0 and 9, but is 10");
    }

    /** What {@code stream} would answer if it had the id of ours. */
    private static byte[] other(StreamDefinition stream, int index) throws MalformedMessageException {
        TensorFile file = Safetensors.read(
                ByteBuffer.wrap(SmallStream.record(stream, 1, index).toBytes()), Safetensors.Limits.DEFAULT);
        Map<String, String> metadata = new HashMap<>(file.metadata());
        metadata.put("stream", STREAM.id());
        return Safetensors.write(new TensorFile(metadata, file.tensors()));
    }

    /** Would catch answers that are made again and again because nobody has read them yet. */
    @Test
    void shouldNotAskAgainBeforeItHasReadWhatHasCome() {
        consumer.updateEndOffsets(Map.of(PARTITION, 1L));

        assertThatThrownBy(() -> stream.take(1, 0)).isInstanceOf(DataUnavailableException.class);
        assertThat(asked()).containsExactly("1: 0+2");
    }

    /** A page that shows images must not fill the dead letters if nobody has them. */
    @Test
    void shouldSayInRequestsThatSomebodyOnlyLooks() {
        MockProducer<String, byte[]> asked =
                new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
        MockConsumer<String, byte[]> silent = new MockConsumer<>("latest");
        silent.assign(List.of(PARTITION));
        silent.seek(PARTITION, 0);
        try (BatchStream looking = BatchStream.open(
                STREAM,
                new BatchWindow(STREAM, 2, 4 * STREAM.recordBytes()),
                new BatchTimeouts(Duration.ofSeconds(5), Duration.ofMillis(1)),
                silent,
                asked,
                (answer, reason) -> {},
                true,
                () -> {},
                () -> false)) {
            assertThatThrownBy(() -> looking.take(1, 0)).isInstanceOf(DataUnavailableException.class);
        }
        assertThat(asked.history())
                .isNotEmpty()
                .allMatch(request -> request.headers().lastHeader(BatchRequest.OPTIONAL) != null);
        assertThat(requests.history())
                .noneMatch(request -> request.headers().lastHeader(BatchRequest.OPTIONAL) != null);
    }

    /** Would catch requests that are lost in silence, so that the data service is blamed after a minute. */
    @Test
    void shouldSayAtOnceThatKafkaNeverTakesARequest() {
        MockProducer<String, byte[]> refusing =
                new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
        MockConsumer<String, byte[]> silent = new MockConsumer<>("latest");
        silent.assign(List.of(PARTITION));
        silent.seek(PARTITION, 0);
        try (BatchStream refused = BatchStream.open(
                STREAM,
                new BatchWindow(STREAM, 2, 4 * STREAM.recordBytes()),
                new BatchTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(20)),
                silent,
                refusing,
                new DeadLetterPublisher(letters, "test", topic -> {})::send,
                false,
                askedAgain::incrementAndGet,
                stop::get)) {
            Thread broker = new Thread(() -> await().atMost(Duration.ofSeconds(5))
                    .until(() -> refusing.errorNext(new InvalidTimestampException("Timestamp 7200000 of message with"
                            + " offset 0 is out of range. The timestamp should be within [-5, 3600000]"))));
            broker.start();

            assertThatThrownBy(() -> refused.take(1, 0))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("Cannot ask for batches of " + STREAM.id())
                    .hasMessageContaining("the time here is 1970-01-01T02:00:00Z, and the broker takes any earlier"
                            + " time to 1970-01-01T01:00:00Z");
        }
        assertThat(askedAgain).hasValue(0);
    }

    /** Would catch a reader that dies in silence. */
    @Test
    void shouldSayThatItsReaderHasFailed() {
        consumer.schedulePollTask(() -> {
            throw new IllegalStateException("a defect");
        });

        assertThatThrownBy(() -> stream.take(1, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a defect");
    }

    private static String header(ProducerRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
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

    private void answer(int epoch, int index) {
        send(STREAM.id(), SmallStream.record(epoch, index).toBytes());
    }

    /** Comes once the first batches have been asked for. */
    private void send(String key, byte[] value) {
        incoming.add(new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset++, key, value));
    }

    /** Runs with every poll. It must not wait: the consumer's lock is held. */
    private void deliver() {
        while (!requests.history().isEmpty() && !incoming.isEmpty()) {
            consumer.addRecord(incoming.remove());
        }
        consumer.schedulePollTask(this::deliver);
    }
}
