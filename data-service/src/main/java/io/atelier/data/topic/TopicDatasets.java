package io.atelier.data.topic;

import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.TopicRequest;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.pack.MakingListener;
import java.nio.file.Path;

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
        throw new UnsupportedOperationException(clients + " " + request);
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
        throw new UnsupportedOperationException(packs + " " + deadLetters);
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
        throw new UnsupportedOperationException(known.id());
    }
}
