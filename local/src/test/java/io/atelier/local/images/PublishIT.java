package io.atelier.local.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.dataset.SourceSettings;
import io.atelier.contract.dataset.TopicRequest;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.pack.MakingListener;
import io.atelier.data.pack.Packs;
import io.atelier.data.source.Sources;
import io.atelier.data.topic.TopicDatasets;
import io.atelier.local.broker.BrokerSettings;
import io.atelier.local.broker.EmbeddedBroker;
import io.atelier.local.command.Atelier;
import io.atelier.local.process.Ports;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class PublishIT {

    private static final List<String> CLASSES = List.of("cat", "cat-2", "\u732b \ud83d\ude3a");

    @TempDir
    static Path data;

    private static EmbeddedBroker broker;

    @TempDir
    Path folder;

    @TempDir
    Path packs;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void startBroker() throws IOException {
        broker = EmbeddedBroker.start(new BrokerSettings(data, Ports.pick(), Ports.pick()));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    /** With the names of files that the classes share, and without train and test: their order and split are the folder's. */
    @Test
    void shouldMakeOneDatasetOfAFolderAndOfItsTopic() throws Exception {
        for (String name : CLASSES) {
            for (int i = 0; i < 9; i++) {
                put(name + "/" + i + ".png", 5 * i + name.length());
            }
        }
        assertThat(publish("undivided", "--partitions", "3")).as("%s", err).isZero();
        assertThat(out.toString())
                .contains("Created topic undivided with 3 partitions: 27 images of 3 classes in " + folder)
                .contains("Published 27 images in ");

        assertSame("undivided");
    }

    @Test
    void shouldSayWhatEachImageIsForAsTheFolderDoes() throws Exception {
        for (String name : CLASSES) {
            put("train/" + name + "/1.png", name.length());
            put("train/" + name + "/2.png", 50 + name.length());
            put("test/" + name + "/1.png", 100 + name.length());
        }
        assertThat(publish("divided")).as("%s", err).isZero();

        assertSame("divided");
    }

    @Test
    void shouldPutNothingBehindOtherImagesUnlessItIsTold() throws Exception {
        put("cat/1.png", 1);
        put("cat/2.png", 2);
        put("dog/1.png", 3);
        assertThat(publish("appended")).as("%s", err).isZero();

        assertThat(publish("appended")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo(
                        "atelier: Expected an empty topic, but appended holds 3 records: choose another, or add these"
                                + " images to them with --append\n");
        assertThat(publish("appended", "--append")).isZero();
        assertThat(ofTopic("appended").description().train()).isEqualTo(4);
    }

    @Test
    void shouldNameTheFilesThatAreTooLargeBeforeItSendsAny() throws Exception {
        put("cat/1.png", 1);
        put("dog/1.png", 3);
        Files.write(folder.resolve("dog/large.png"), new byte[20_000]);
        try (Admin admin = clients().admin()) {
            admin.createTopics(List.of(new NewTopic("small", Optional.of(1), Optional.empty())
                            .configs(Map.of("max.message.bytes", "10000"))))
                    .all()
                    .get();
        }

        assertThat(publish("small")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo(
                        "atelier: Expected files of at most 7,952 bytes, since each must fit a record of topic small;"
                                + " 1 are larger: " + folder.resolve("dog/large.png")
                                + " (20,000 bytes). Make them smaller, or remove them\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldMakeATopicForLargeFiles() throws Exception {
        put("cat/1.png", 1);
        put("cat/2.png", 1);
        put("dog/1.png", 3);
        Path large = folder.resolve("dog/large.png");
        Files.write(large, new byte[3 << 20]);

        assertThat(publish("large")).as("%s", err).isZero();
    }

    private void assertSame(String topic) throws Exception {
        Dataset ofFolder = new Packs(packs, 0)
                .open("folder", Sources.open(folder, SourceSettings.DEFAULT), SourceSettings.DEFAULT);
        Dataset ofTopic = ofTopic(topic);
        assertThat(ofTopic.description().pixelsSha256())
                .isEqualTo(ofFolder.description().pixelsSha256());
        assertThat(ofTopic.description().classes())
                .isEqualTo(ofFolder.description().classes())
                .isEqualTo(CLASSES);
        assertThat(labels(ofTopic)).isEqualTo(labels(ofFolder));
    }

    private Dataset ofTopic(String topic) throws Exception {
        try (Producer<String, byte[]> letters = clients().producer()) {
            TopicDatasets datasets =
                    new TopicDatasets(clients(), packs, new DeadLetterPublisher(letters, "test", name -> {}));
            return datasets.open(
                    "topic",
                    datasets.now(new TopicRequest(topic, Optional.empty(), SourceSettings.DEFAULT)),
                    0,
                    MakingListener.NONE);
        }
    }

    private static List<Integer> labels(Dataset dataset) {
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < dataset.train().size(); i++) {
            labels.add(dataset.train().label(i));
        }
        return labels;
    }

    private static KafkaClients clients() {
        return new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private int publish(String topic, String... more) {
        CommandLine atelier = Atelier.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true));
        List<String> arguments = new ArrayList<>(List.of(
                "images", "publish", folder.toString(), "--topic", topic, "--broker", broker.bootstrapServers()));
        arguments.addAll(List.of(more));
        return atelier.execute(arguments.toArray(String[]::new));
    }

    /** An image of one shade. */
    private void put(String path, int shade) throws IOException {
        BufferedImage image = new BufferedImage(4, 3, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 12; i++) {
            image.getRaster().setSample(i % 4, i / 4, 0, shade);
        }
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }
}
