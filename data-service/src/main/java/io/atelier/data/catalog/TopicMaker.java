package io.atelier.data.catalog;

import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.TopicRequest;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.pack.MakingListener;
import io.atelier.data.topic.TopicVersion;

/** Makes datasets of topics and says of them what others must know; see {@link io.atelier.data.topic.TopicDatasets}. */
public interface TopicMaker {

    /** What a topic holds now. */
    TopicVersion now(TopicRequest request) throws DatasetException, InterruptedException;

    /** The dataset of a version. */
    Dataset open(String name, TopicVersion version, MakingListener listener)
            throws DatasetException, InterruptedException;

    /** The dataset of a description. */
    Dataset openAgain(DatasetDescription known, MakingListener listener) throws DatasetException, InterruptedException;

    /**
     * Describes it on the topic of datasets; returns when the broker has that.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not take it
     */
    void publish(Dataset dataset) throws InterruptedException;

    /**
     * Where the topic of datasets ends now.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not say
     */
    long end() throws InterruptedException;
}
