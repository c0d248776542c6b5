package io.atelier.data.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.dataset.DatasetSelection;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.stream.RecordFactory;
import io.atelier.data.stream.UnanswerableRequestException;
import io.atelier.data.topic.TopicVersion;
import io.atelier.service.http.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds what makes the records of a stream, and has its dataset mapped or made where it is not served. For one thread. */
public final class StreamedDatasets {

    private static final Duration UNKNOWN = Duration.ofSeconds(10);
    private static final int MOST_UNKNOWN = 1_000;

    private final ServedDatasets served;
    private final DatasetIndex index;
    private final DatasetMaker maker;
    private final VersionMaker versions;

    /** Ids that nobody had described, so that not every request for them has to ask the broker. */
    private final Cache<String, Boolean> unknown = Caffeine.newBuilder()
            .maximumSize(MOST_UNKNOWN)
            .expireAfterWrite(UNKNOWN)
            .executor(Runnable::run)
            .build();

    StreamedDatasets(ServedDatasets served, DatasetIndex index, DatasetMaker maker, VersionMaker versions) {
        this.served = served;
        this.index = index;
        this.maker = maker;
        this.versions = versions;
    }

    /** Those that are described when serving begins. */
    public List<Dataset> configured() {
        return served.configured();
    }

    /**
     * What makes records of a dataset; nothing while that is mapped or made, for which this does not wait: who asked asks
     * again.
     *
     * @throws UnanswerableRequestException if the dataset can't be had
     * @throws org.apache.kafka.common.KafkaException if the broker does not say what others have described
     */
    public Optional<RecordFactory> records(DatasetReference dataset) throws UnanswerableRequestException {
        Optional<RecordFactory> records = served.records(dataset.id());
        if (records.isPresent()) {
            return records;
        }
        Optional<DatasetDescription> version = described(dataset.id()).filter(TopicVersion::isIn);
        if (version.isEmpty()) {
            List<String> ids =
                    served.all().stream().map(one -> one.description().id()).toList();
            throw new UnanswerableRequestException(
                    "the stream is of dataset %s, but this data service has %s: start it with the former or plan the run anew"
                            .formatted(dataset, DatasetIndex.listed(ids)));
        }
        begin(version.get());
        return Optional.empty();
    }

    private Optional<DatasetDescription> described(String id) {
        if (unknown.getIfPresent(id) != null) {
            return Optional.empty();
        }
        Optional<DatasetDescription> described = index.described(id);
        if (described.isEmpty()) {
            unknown.put(id, true);
        }
        return described;
    }

    private void begin(DatasetDescription version) throws UnanswerableRequestException {
        try {
            Optional<Throwable> failure = maker.want(
                            new DatasetSelection.Named(version.id()), listener -> versions.openAgain(version, listener))
                    .failure();
            if (failure.isPresent() && failure.get() instanceof DatasetException reason) {
                throw new UnanswerableRequestException(
                        "dataset %s can't be had: %s".formatted(version.id(), reason.getMessage()), reason);
            }
        } catch (UnavailableException e) {
            // When it is asked for again there may be room among those that wait to be made.
        }
    }
}
