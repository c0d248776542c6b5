package io.atelier.data.topic;

import io.atelier.contract.dataset.ImageTopic;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records of images for tests. */
final class ImageRecords {

    private ImageRecords() {}

    static ProducerRecord<byte[], byte[]> image(String topic, String key, String label, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes(key), value);
        if (label != null) {
            record.headers().add(ImageTopic.LABEL, bytes(label));
        }
        return record;
    }

    /** The same, as it is read. */
    static ConsumerRecord<byte[], byte[]> read(int partition, long offset, ProducerRecord<byte[], byte[]> sent) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(sent.topic(), partition, offset, sent.key(), sent.value());
        sent.headers().forEach(record.headers()::add);
        return record;
    }

    static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
