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

    /** Its description and its statistics. */
    public static List<ProducerRecord<String, byte[]>> of(Dataset dataset) {
        String id = dataset.description().id();
        return List.of(record(id, dataset.description()), record(DatasetStatistics.key(id), dataset.statistics()));
    }

    private static ProducerRecord<String, byte[]> record(String key, Object message) {
        return new ProducerRecord<>(Topic.DATASETS.topicName(), 0, key, Json.write(message));
    }
}
