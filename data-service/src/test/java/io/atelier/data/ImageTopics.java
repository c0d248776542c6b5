package io.atelier.data;

import io.atelier.contract.TestBroker;
import io.atelier.contract.dataset.ImageTopic;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.Topics;
import io.atelier.data.source.PictureFiles;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics of small images in two classes, for tests. */
final class ImageTopics {

    private ImageTopics() {}

    static void create(KafkaClients clients, String topic) throws Exception {
        try (Admin admin = clients.admin()) {
            Topics.create(admin, List.of(new NewTopic(topic, Optional.of(2), Optional.empty())));
        }
    }

    /** Images {@code from} to {@code to - 1}, each of a grey of its own. */
    static void publish(String topic, int from, int to) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestBroker.bootstrapServers(), "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = from; i < to; i++) {
                BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
                image.getRaster().setSamples(0, 0, 8, 8, 0, shade(i));
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(topic, bytes("shoe-" + i), PictureFiles.png(image));
                record.headers().add(ImageTopic.LABEL, bytes(i % 2 == 0 ? "boot" : "sandal"));
                sent.add(producer.send(record));
            }
            producer.flush();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    private static int[] shade(int image) {
        int[] pixels = new int[64];
        Arrays.fill(pixels, 8 * image);
        return pixels;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
