package io.atelier.data.catalog;

import io.atelier.data.dataset.Dataset;
import io.atelier.data.stream.RecordFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The datasets that are mapped or in memory, so that requests for their records can be answered. Thread-safe; but the records
 * are made by one thread.
 */
final class ServedDatasets {

    private static final Logger LOG = LoggerFactory.getLogger(ServedDatasets.class);

    /** The most that are mapped because somebody asked for them. */
    private static final int MOST_OF_TOPICS = 32;

    private static final float LOAD_FACTOR = 0.75f;

    private final Map<String, RecordFactory> configured = new LinkedHashMap<>();

    /** The one that was asked for longest ago comes first. */
    private final Map<String, RecordFactory> ofTopics = new LinkedHashMap<>(16, LOAD_FACTOR, true);

    private final Consumer<List<Dataset>> onChange;

    /** @param onChange is told all that are served, whenever these are others */
    ServedDatasets(Consumer<List<Dataset>> onChange) {
        this.onChange = onChange;
    }

    /** One that stays. */
    synchronized void addConfigured(Dataset dataset) {
        configured.put(dataset.description().id(), new RecordFactory(dataset));
        onChange.accept(all());
    }

    /** One that can be mapped again: it may have to make room. */
    synchronized void addOfTopic(Dataset dataset) {
        ofTopics.put(dataset.description().id(), new RecordFactory(dataset));
        if (ofTopics.size() > MOST_OF_TOPICS) {
            String idle = ofTopics.keySet().iterator().next();
            ofTopics.remove(idle);
            LOG.info("Dataset {} makes room for another until it is asked for again", idle);
        }
        onChange.accept(all());
    }

    /** Of the dataset with this id. */
    synchronized Optional<RecordFactory> records(String id) {
        RecordFactory records = configured.get(id);
        return Optional.ofNullable(records == null ? ofTopics.get(id) : records);
    }

    Optional<Dataset> get(String id) {
        return records(id).map(RecordFactory::dataset);
    }

    synchronized List<Dataset> configured() {
        return configured.values().stream().map(RecordFactory::dataset).toList();
    }

    synchronized List<Dataset> all() {
        List<RecordFactory> all = new ArrayList<>(configured.values());
        all.addAll(ofTopics.values());
        return all.stream().map(RecordFactory::dataset).toList();
    }
}
