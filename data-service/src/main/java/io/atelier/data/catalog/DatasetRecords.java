package io.atelier.data.catalog;

import io.atelier.contract.Json;
import io.atelier.contract.Topic;
import io.atelier.contract.dataset.DatasetStatistics;
import io.atelier.data.dataset.Dataset;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What is said of a dataset on its topic. */
public final class DatasetRecords {

    private DatasetRecords() {}

    /** Its statistics and its description, which comes last: who sees it sees a dataset that can be used. */
    public static List<ProducerRecord<String, byte[]>> of(Dataset dataset) {
        String id = dataset.description().id();
        return List.of(
                record(DatasetStatistics.key(id), dataset.statistics()), record(id, dataset.description()));
    }

    private static ProducerRecord<String, byte[]> record(String key, Object message) {
        return new ProducerRecord<>(Topic.DATASETS.topicName(), 0, key, Json.write(message));
    }
}
