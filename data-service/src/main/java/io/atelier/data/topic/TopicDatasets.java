package io.atelier.data.topic;

import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.TopicRequest;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.pack.Interruption;
import io.atelier.data.pack.MakingListener;
import io.atelier.data.pack.Packs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Makes datasets of topics. A record of such a topic holds a PNG or JPEG file as its value, the name of its class in the
 * header {@code label}, and perhaps {@code train} or {@code test} in the header {@code split}.
 *
 * <p>Each method opens and closes its own clients, in the thread that calls it: any thread may. One version under one name
 * must not be opened by two threads of a process at the same time; processes wait for each other.
 *
 * <p>A {@link DatasetException} says that trying again is no use until somebody has changed something; a
 * {@link org.apache.kafka.common.KafkaException} that the broker did not do its part; a
 * {@link io.atelier.contract.kafka.BrokerException}, which is one of those, that it refuses us.
 */
public final class TopicDatasets {

    private final KafkaClients clients;
    private final Path packs;
    private final DeadLetterPublisher deadLetters;

    /**
     * @param packs folder for what is made
     * @param deadLetters takes the records that can't be used, the first time that a version is made
     */
    public TopicDatasets(KafkaClients clients, Path packs, DeadLetterPublisher deadLetters) {
        this.clients = clients;
        this.packs = packs;
        this.deadLetters = deadLetters;
    }

    /**
     * What a topic holds now, up to the last committed record. Asks the broker only about offsets, so this takes
     * milliseconds. As long as nobody writes to the topic, the version stays the same.
     *
     * @throws DatasetException if there is no such topic, it is empty or it has too many partitions
     * @throws org.apache.kafka.common.KafkaException if the broker does not say
     */
    public TopicVersion now(TopicRequest request) throws DatasetException, InterruptedException {
        try (TopicInspection inspection = TopicInspection.open(clients, request.topic())) {
            return new TopicVersion(request, inspection.snapshot());
        }
    }

    /**
     * The dataset of a version: mapped if there is a pack of it, which takes no broker; else made.
     *
     * @param name of the dataset
     * @param unreadableShare of the records, from 0 to 1, that may be left out because they can't be used
     * @param listener is told how far it is, while it is made
     * @throws DatasetException if it can't be made of what the topic holds, or there is no room
     * @throws org.apache.kafka.common.KafkaException if the broker does not give the records
     */
    public Dataset open(String name, TopicVersion version, double unreadableShare, MakingListener listener)
            throws DatasetException, InterruptedException {
        return open(name, version, unreadableShare, RejectedRecords.to(deadLetters), listener);
    }

    /**
     * The dataset of a description, by whomever it was made: mapped if there is a pack of it, which takes no broker; else
     * made again. Its images are those that it had, or it is refused.
     *
     * @throws DatasetException if it is not of a topic, or the topic no longer holds it
     * @throws org.apache.kafka.common.KafkaException if the broker does not give the records
     */
    public Dataset openAgain(DatasetDescription known, MakingListener listener)
            throws DatasetException, InterruptedException {
        TopicVersion version = TopicVersion.of(known);
        // Whatever was left out then, is again: the hash tells.
        Dataset dataset = open(known.name(), version, 1, RejectedRecords.reportedBefore(), listener);
        DatasetDescription found = dataset.description();
        if (!found.pixelsSha256().equals(known.pixelsSha256())
                || !found.classes().equals(known.classes())) {
            throw new DatasetException(
                    "topic %s no longer holds the images of %s: expected pixels of SHA-256 %s, found %s: compaction or somebody removed records; take a new version"
                            .formatted(
                                    version.request().topic(), known.id(), known.pixelsSha256(), found.pixelsSha256()));
        }
        return dataset;
    }

    private Dataset open(
            String name,
            TopicVersion version,
            double unreadableShare,
            RejectedRecords rejected,
            MakingListener listener)
            throws DatasetException, InterruptedException {
        try {
            return new Packs(packs, unreadableShare)
                    .open(
                            name,
                            version.fingerprint(),
                            () -> source(version, rejected, listener),
                            version.request().settings(),
                            listener);
        } catch (InterruptException e) {
            throw Interruption.of(e);
        } catch (UncheckedIOException e) {
            throw noSpool(e.getCause());
        }
    }

    private TopicSource source(TopicVersion version, RejectedRecords rejected, MakingListener listener)
            throws DatasetException, InterruptedException {
        try {
            return TopicSource.open(clients, version, packs, rejected, listener);
        } catch (IOException e) {
            throw noSpool(e);
        }
    }

    /** An interrupt closes the file for all threads that use it. */
    private DatasetException noSpool(IOException e) throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw Interruption.of(e);
        }
        return new DatasetException(
                "Cannot keep images in %s while a dataset is made: %s; expected room for all of a topic: make room or set atelier.data.packs to another folder"
                        .formatted(packs, e),
                e);
    }
}
