package io.atelier.local.images;

import io.atelier.contract.dataset.ImageTopic;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.Refusal;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.pack.Progress;
import io.atelier.data.source.FolderImages;
import io.atelier.local.LocalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Puts the images of a folder onto a topic: each file as it is, its class as a header, its path as the key. */
public final class FolderPublisher {

    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private static final int BATCH = 256 * 1024;
    private static final int LINGER_MILLIS = 20;

    private final Map<String, Object> clientSettings;
    private final PublishOptions options;
    private final Consumer<String> news;

    /**
     * @param clientSettings of a Kafka client that may write to the topic, and create it if it is not there
     * @param news is told how far it is, a line at a time
     */
    public FolderPublisher(Map<String, Object> clientSettings, PublishOptions options, Consumer<String> news) {
        this.clientSettings = Map.copyOf(clientSettings);
        this.options = options;
        this.news = news;
    }

    /**
     * Publishes them all; returns when the broker has them.
     *
     * @throws LocalException if the folder can't be a dataset, the topic can't be used, or Kafka does not take an image
     */
    public void publish(Path folder) throws LocalException, InterruptedException {
        FolderImages images = list(folder);
        TargetTopic topic;
        try (Admin admin = new KafkaClients(clientSettings).admin()) {
            topic = topic(admin, new RecordSizes(images));
        } catch (KafkaException e) {
            throw failed("say what topic " + options.topic() + " holds", e);
        }
        news.accept("%s topic %s with %d partitions: %,d images of %d classes in %s"
                .formatted(
                        topic.isNew() ? "Created" : "Found",
                        topic.name(),
                        topic.partitions(),
                        images.size(),
                        images.classes(),
                        folder));
        if (!topic.keepsForEver()) {
            news.accept("Topic %s keeps records for %.1f days (retention.ms): images go then, and with them the dataset"
                    .formatted(topic.name(), topic.retentionMillis() / 86_400_000.0));
        }
        publish(images, topic);
    }

    private static FolderImages list(Path folder) throws LocalException {
        try {
            return FolderImages.in(folder);
        } catch (DatasetException e) {
            throw new LocalException(e.getMessage(), e);
        }
    }

    private TargetTopic topic(Admin admin, RecordSizes sizes) throws LocalException, InterruptedException {
        Optional<TargetTopic> found = TargetTopic.find(admin, options.topic());
        sizes.requireAtMost(found.map(TargetTopic::maxRecordBytes).orElse(RecordSizes.MAX_RECORD), options.topic());
        if (found.isEmpty()) {
            return TargetTopic.create(admin, options.topic(), options.partitions(), sizes.maxMessageBytes());
        }
        long records = found.get().records(admin);
        if (records > 0 && !options.append()) {
            throw new LocalException(
                    "Expected an empty topic, but %s holds %,d records: choose another, or add these images to them with --append"
                            .formatted(options.topic(), records));
        }
        return found.get();
    }

    private void publish(FolderImages images, TargetTopic topic) throws LocalException {
        Progress progress = new Progress(images.size(), BETWEEN, System::nanoTime);
        AtomicReference<Exception> failure = new AtomicReference<>();
        long sent = 0;
        try (Producer<String, byte[]> producer = new KafkaClients(producerSettings(topic)).producer()) {
            for (Iterator<FolderImages.Image> all = images.stream().iterator(); all.hasNext(); ) {
                var unused = producer.send(record(all.next()), (metadata, e) -> failure.compareAndSet(null, e));
                requireNone(failure);
                sent++;
                progress.at(sent).ifPresent(news);
            }
            producer.flush();
            requireNone(failure);
        } catch (KafkaException e) {
            throw failed("take all images", e);
        }
        news.accept("Published " + progress.atEnd(sent));
    }

    private Map<String, Object> producerSettings(TargetTopic topic) {
        Map<String, Object> settings = new HashMap<>(clientSettings);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, topic.maxRecordBytes());
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, Math.min(topic.maxRecordBytes(), BATCH));
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        return settings;
    }

    private ProducerRecord<String, byte[]> record(FolderImages.Image image) throws LocalException {
        try {
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(options.topic(), image.key(), Files.readAllBytes(image.path()));
            record.headers().add(ImageTopic.LABEL, image.label().getBytes(StandardCharsets.UTF_8));
            image.part().ifPresent(part -> record.headers()
                    .add(ImageTopic.SPLIT, part.label().getBytes(StandardCharsets.UTF_8)));
            return record;
        } catch (IOException e) {
            throw new LocalException("Cannot read " + image.path() + ": " + e + unfinished(), e);
        }
    }

    private void requireNone(AtomicReference<Exception> failure) throws LocalException {
        if (failure.get() != null) {
            throw failed("take all images", failure.get());
        }
    }

    private LocalException failed(String what, Exception e) {
        String reason = Refusal.in(e).map(Throwable::getMessage).orElse(e.getMessage());
        return new LocalException("Kafka did not " + what + ": " + reason + unfinished(), e);
    }

    /** Whoever publishes again would have the first ones twice. */
    private String unfinished() {
        return ". Topic " + options.topic() + " may hold a part of the images: delete it before you publish them again";
    }
}
