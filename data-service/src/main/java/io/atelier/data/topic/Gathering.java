package io.atelier.data.topic;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.VisibleText;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.contract.dataset.ImageTopic;
import io.atelier.data.dataset.DatasetException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes the records of a version: their bytes into a spool, what they are into memory. Confined to one thread. */
final class Gathering {

    private static final int MAX_IMAGES = 20_000_000;

    /** Of an entry of {@link #latest}, in bytes, roughly. */
    private static final int ENTRY = 120;

    private final TopicVersion version;
    private final Spool spool;
    private final long mostMemory;
    private final Optional<Set<String>> wanted;

    /** One object for each name. */
    private final Map<String, String> names = new HashMap<>();

    private final List<TopicImage> images = new ArrayList<>();
    private final Map<Key, TopicImage> latest = new HashMap<>();
    private long memory;

    /** Compaction compares the keys of a partition. */
    private record Key(int partition, ByteBuffer key) {}

    /** @param mostMemory of the heap, in bytes, for what is known of the images */
    Gathering(TopicVersion version, Spool spool, long mostMemory) {
        this.version = version;
        this.spool = spool;
        this.mostMemory = mostMemory;
        this.wanted = version.request().classes().map(HashSet::new);
    }

    void take(ConsumerRecord<byte[], byte[]> record) throws DatasetException, IOException {
        if (!version.snapshot().compacted() || record.key() == null) {
            add(image(record));
            return;
        }
        Key key = new Key(record.partition(), ByteBuffer.wrap(record.key()));
        TopicImage before = record.value() == null ? latest.remove(key) : latest.put(key, image(record));
        memory += (record.value() == null ? 0 : ENTRY + latest.get(key).memory())
                - (before == null ? 0 : ENTRY + before.memory());
        requireRoom();
    }

    private void add(TopicImage image) throws DatasetException {
        images.add(image);
        memory += image.memory();
        requireRoom();
    }

    private void requireRoom() throws DatasetException {
        int found = images.size() + latest.size();
        if (found > MAX_IMAGES || memory > mostMemory) {
            throw new DatasetException(
                    "topic %s: expected at most %d images, and no more than can be listed in %d MiB, a quarter of the data service's heap; found more: give it a larger heap, or divide the topic"
                            .formatted(version.request().topic(), MAX_IMAGES, mostMemory >> 20));
        }
    }

    private TopicImage image(ConsumerRecord<byte[], byte[]> record) throws DatasetException, IOException {
        long begin = record.value() == null ? 0 : spool.append(record.value());
        try {
            if (record.value() == null) {
                throw new MalformedMessageException("expected a PNG or JPEG file, found no value");
            }
            if (record.key() == null && version.snapshot().compacted()) {
                throw new MalformedMessageException("expected a key, since the topic is compacted, found none");
            }
            String label = name(ImageTopic.label(record.headers()));
            return TopicImage.of(record, label, ImageTopic.part(record.headers()), begin);
        } catch (MalformedMessageException e) {
            return TopicImage.faulty(record, e.getMessage(), begin);
        }
    }

    private String name(String label) throws DatasetException, MalformedMessageException {
        if (wanted.isPresent() && !wanted.get().contains(label)) {
            throw new MalformedMessageException(
                    "expected one of the classes that are asked for in the header label, found \""
                            + VisibleText.of(label) + '"');
        }
        String name = names.putIfAbsent(label, label);
        if (names.size() > DatasetShape.MAX_CLASSES) {
            throw new DatasetException(
                    "topic %s: expected at most %d classes, found more different labels: put the name of the class in the header label, not that of the image"
                            .formatted(version.request().topic(), DatasetShape.MAX_CLASSES));
        }
        return name == null ? label : name;
    }

    /** All that count, faulty ones included, in no order. To be called once, after the last record. */
    List<TopicImage> images() throws IOException {
        spool.flush();
        images.addAll(latest.values());
        latest.clear();
        return images;
    }
}
