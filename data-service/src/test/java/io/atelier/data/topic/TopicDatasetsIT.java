package io.atelier.data.topic;

import static io.atelier.data.topic.ImageRecords.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.TestBroker;
import io.atelier.contract.Topic;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.contract.dataset.TopicRequest;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.deadletter.DeadLetters;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.Topics;
import io.atelier.data.Reader;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.pack.Making;
import io.atelier.data.pack.MakingListener;
import io.atelier.data.source.PictureFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images of two classes, each of one shade, that come and go on a real broker. */
@Timeout(120)
class TopicDatasetsIT {

    private static final Map<String, Object> SERVERS = Map.of("bootstrap.servers", TestBroker.bootstrapServers());
    private static final KafkaClients CLIENTS = new KafkaClients(SERVERS);
    private static Admin admin;
    private static Producer<String, byte[]> letters;

    @TempDir
    Path packs;

    @TempDir
    Path otherPacks;

    @BeforeAll
    static void connect() throws InterruptedException {
        admin = CLIENTS.admin();
        Topics.createMissing(admin);
        letters = CLIENTS.producer();
    }

    @AfterAll
    static void disconnect() {
        letters.close();
        admin.close();
    }

    @Test
    void shouldMakeTheSameVersionAgainWhenTheTopicHasGrown() throws Exception {
        create("growing", 2, Map.of());
        publish("growing", images(0, 10));
        List<Making> told = new ArrayList<>();
        TopicVersion first = datasets(packs).now(request("growing"));
        Dataset dataset = datasets(packs).open("shades", first, 0, told::add);
        publish("growing", images(10, 15));

        TopicVersion second = datasets(packs).now(request("growing"));
        Dataset grown = datasets(packs).open("shades", second, 0, MakingListener.NONE);
        Dataset again = datasets(otherPacks).openAgain(dataset.description(), MakingListener.NONE);

        assertThat(dataset.description().train() + dataset.description().test()).isEqualTo(20);
        assertThat(grown.description().train() + grown.description().test()).isEqualTo(30);
        assertThat(again.description()).isEqualTo(dataset.description());
        assertThat(TopicVersion.of(again.description())).isEqualTo(first).isNotEqualTo(second);
        assertThat(told).extracting(Making::step).contains(Making.Step.READING, Making.Step.PACKING);
        assertThat(told.get(told.size() - 1).done()).isEqualTo(20);
        // Without a broker: the pack is there.
        TopicDatasets offline =
                new TopicDatasets(new KafkaClients(Map.of("bootstrap.servers", "127.0.0.1:1")), packs, deadLetters());
        assertThat(offline.open("shades", first, 0, MakingListener.NONE).description())
                .isEqualTo(dataset.description());
    }

    @Test
    void shouldTakeOnlyWhatIsCommitted() throws Exception {
        create("transactions", 1, Map.of());
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestBroker.bootstrapServers(), "transactional.id", "images"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            for (int i = 0; i < 12; i += 4) {
                producer.beginTransaction();
                for (ProducerRecord<byte[], byte[]> record : records("transactions", images(i, i + 4))) {
                    producer.send(record).get();
                }
                if (i == 4) {
                    producer.abortTransaction();
                } else if (i == 0) {
                    producer.commitTransaction();
                }
            }

            Dataset dataset = open("transactions");

            assertThat(dataset.description().train() + dataset.description().test())
                    .isEqualTo(8);
            producer.abortTransaction();
        }
    }

    @Test
    void shouldTakeTheLastImageOfEachKeyOfACompactedTopic() throws Exception {
        create("compacted", 1, Map.of("cleanup.policy", "compact"));
        publish("compacted", images(0, 4));
        try (Producer<byte[], byte[]> producer = producer()) {
            producer.send(image("compacted", "a/00.png", "b", png(200))).get();
            producer.send(image("compacted", "b/01.png", "b", null)).get();
        }

        Dataset dataset = open("compacted");

        assertThat(dataset.description().source().details()).containsEntry("compacted", "true");
        assertThat(dataset.description().train() + dataset.description().test()).isEqualTo(7);
        assertThat(shades(dataset)).contains(200).doesNotContain(0, 101);
    }

    /** Only what the description says is made again, or nothing. */
    @Test
    void shouldRefuseAVersionThatIsGone() throws Exception {
        create("expiring", 1, Map.of());
        publish("expiring", images(0, 5));
        Dataset dataset = open("expiring");
        admin.deleteRecords(Map.of(new TopicPartition("expiring", 0), RecordsToDelete.beforeOffset(3)))
                .all()
                .get();

        assertGone(
                dataset,
                "topic expiring no longer holds what it held: expected offsets 0 to 9 in partition 0, found 3 to 9");

        admin.deleteTopics(List.of("expiring")).all().get();
        assertGone(dataset, "topic expiring is gone: expected the one with id ");

        create("expiring", 1, Map.of());
        publish("expiring", images(0, 5));
        assertGone(dataset, "topic expiring was deleted and created anew: expected the one with id ");
    }

    @Test
    void shouldRefuseATopicThatIsMissingOrEmpty() throws Exception {
        create("empty", 1, Map.of());

        assertThatThrownBy(() -> datasets(packs).now(request("missing")))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith("There is no topic missing at ");
        assertThatThrownBy(() -> datasets(packs).now(request("empty")))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith("topic empty is empty: expected records with PNG or JPEG files");
    }

    @Test
    void shouldMakeDeadLettersOfWhatCannotBeUsedOnce() throws Exception {
        create("spoiled", 1, Map.of());
        publish("spoiled", images(0, 10));
        try (Producer<byte[], byte[]> producer = producer()) {
            producer.send(image("spoiled", "no label", null, png(1))).get();
            producer.send(image("spoiled", "no image", "a", "some text".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
        TopicVersion version = datasets(packs).now(request("spoiled"));

        assertThatThrownBy(() -> datasets(packs).open("shades", version, 0.05, MakingListener.NONE))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(
                        "spoiled: expected at most 1 of its 22 images to be unreadable, found 2: spoiled-0@2");
        Dataset dataset = datasets(packs).open("shades", version, 0.1, MakingListener.NONE);
        datasets(otherPacks).openAgain(dataset.description(), MakingListener.NONE);

        assertThat(dataset.description().source().details()).containsEntry("unreadable", "2");
        try (Reader reader = new Reader(CLIENTS, Topic.DEAD_LETTERS)) {
            // Two for each of the first two times, and what is sent afterwards comes afterwards.
            deadLetters().publish(new ConsumerRecord<>("spoiled", 0, 99, "end", null), new IOException("the end"));
            List<ConsumerRecord<String, byte[]>> found =
                    reader.next(5, letter -> header(letter, DeadLetters.TOPIC).equals("spoiled"));
            assertThat(found)
                    .extracting(letter -> header(letter, DeadLetters.OFFSET) + " " + header(letter, DeadLetters.ERROR))
                    .containsExactlyInAnyOrder(
                            "20 expected the name of its class in the header label, found none",
                            "20 expected the name of its class in the header label, found none",
                            "21 expected a PNG or JPEG file, found one that begins with the bytes 73 6f 6d 65 20 74 65 78",
                            "21 expected a PNG or JPEG file, found one that begins with the bytes 73 6f 6d 65 20 74 65 78",
                            "99 the end");
            assertThat(found.get(4).key()).isEqualTo("end");
        }
    }

    private static TopicRequest request(String topic) {
        return new TopicRequest(topic, Optional.empty(), SourceSettings.DEFAULT);
    }

    private Dataset open(String topic) throws DatasetException, InterruptedException {
        TopicDatasets datasets = datasets(packs);
        return datasets.open("shades", datasets.now(request(topic)), 0, MakingListener.NONE);
    }

    private static TopicDatasets datasets(Path packs) {
        return new TopicDatasets(CLIENTS, packs, deadLetters());
    }

    private static DeadLetterPublisher deadLetters() {
        return new DeadLetterPublisher(letters, "data-service", topic -> {});
    }

    private void assertGone(Dataset dataset, String message) {
        assertThatThrownBy(() -> datasets(otherPacks).openAgain(dataset.description(), MakingListener.NONE))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(message);
    }

    private static void create(String topic, int partitions, Map<String, String> configuration) throws Exception {
        Topics.create(
                admin, List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(configuration)));
    }

    private static void publish(String topic, List<String> keys) throws Exception {
        try (Producer<byte[], byte[]> producer = producer()) {
            for (ProducerRecord<byte[], byte[]> record : records(topic, keys)) {
                producer.send(record).get();
            }
        }
    }

    private static Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(SERVERS, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static List<String> images(int from, int to) {
        List<String> keys = new ArrayList<>();
        for (int i = from; i < to; i++) {
            keys.add("a/%02d.png".formatted(i));
            keys.add("b/%02d.png".formatted(i));
        }
        return keys;
    }

    /** Of class b those from 100 on. */
    private static List<ProducerRecord<byte[], byte[]>> records(String topic, List<String> keys) throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String key : keys) {
            String label = key.substring(0, 1);
            int shade = Integer.parseInt(key.substring(2, 4)) + (label.equals("b") ? 100 : 0);
            records.add(image(topic, key, label, png(shade)));
        }
        return records;
    }

    private static byte[] png(int shade) throws IOException {
        BufferedImage image = new BufferedImage(4, 3, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 12; i++) {
            image.getRaster().setSample(i % 4, i / 4, 0, shade);
        }
        return PictureFiles.png(image);
    }

    private static List<Integer> shades(Dataset dataset) {
        List<Integer> shades = new ArrayList<>();
        byte[] pixels = new byte[12];
        for (int i = 0; i < dataset.train().size(); i++) {
            dataset.train().copy(i, pixels, 0);
            shades.add(Byte.toUnsignedInt(pixels[0]));
        }
        for (int i = 0; i < dataset.test().size(); i++) {
            dataset.test().copy(i, pixels, 0);
            shades.add(Byte.toUnsignedInt(pixels[0]));
        }
        return shades;
    }

    private static String header(ConsumerRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
