package io.atelier.data.topic;

import io.atelier.contract.Require;
import io.atelier.contract.dataset.Colour;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.Resize;
import io.atelier.contract.dataset.Size;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.contract.dataset.TopicRequest;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.source.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/**
 * All that decides the content of a dataset that a topic makes. The same version has the same images wherever and whenever
 * it is made, as long as the topic holds them.
 *
 * @param request what is wanted of the topic
 * @param snapshot what the topic held when the version was taken
 */
public record TopicVersion(TopicRequest request, TopicSnapshot snapshot) {

    /** In {@link io.atelier.contract.dataset.DatasetSource}. */
    public static final String KIND = "topic";

    private static final String TOPIC_ID = "topic-id";
    private static final String OFFSETS = "offsets";
    private static final String COMPACTED = "compacted";
    private static final String CLASSES = "classes";
    private static final String ASKED_FOR = "asked-for";
    private static final String FOUND = "found";
    private static final String OWN_SIZE = "own";
    private static final String TEST_FRACTION = "test-fraction";
    private static final String SPLIT_SEED = "split-seed";

    public TopicVersion {
        Require.present(request, "request");
        Require.present(snapshot, "snapshot");
        Require.that(
                request.topic().equals(snapshot.topic()),
                "expected a snapshot of topic %s, found one of %s",
                request.topic(),
                snapshot.topic());
    }

    /** Whether a dataset is a version of a topic. */
    public static boolean isIn(DatasetDescription dataset) {
        return dataset.source().kind().equals(KIND);
    }

    /**
     * The version that a dataset is.
     *
     * @throws DatasetException if it came from something else than a topic, or does not say from what
     */
    public static TopicVersion of(DatasetDescription dataset) throws DatasetException {
        if (!isIn(dataset)) {
            throw new DatasetException("Dataset %s: expected a version of a topic, found one of kind %s: %s"
                    .formatted(
                            dataset.id(),
                            dataset.source().kind(),
                            dataset.source().place()));
        }
        Map<String, String> details = dataset.source().details();
        try {
            TopicVersion version = new TopicVersion(
                    new TopicRequest(dataset.source().place(), classes(dataset, details), settings(details)),
                    new TopicSnapshot(
                            dataset.source().place(),
                            Uuid.fromString(detail(details, TOPIC_ID)),
                            Boolean.parseBoolean(detail(details, COMPACTED)),
                            Offsets.of(detail(details, OFFSETS))));
            version.details()
                    .forEach((name, value) -> Require.that(
                            value.equals(details.get(name)), "%s must be %s, but is something else", name, value));
            return version;
        } catch (IllegalArgumentException e) {
            throw new DatasetException(
                    "Dataset %s: expected a description that says which records of a topic it was made of: %s"
                            .formatted(dataset.id(), e.getMessage()),
                    e);
        }
    }

    private static Optional<List<String>> classes(DatasetDescription dataset, Map<String, String> details) {
        return detail(details, CLASSES).equals(ASKED_FOR) ? Optional.of(dataset.classes()) : Optional.empty();
    }

    private static SourceSettings settings(Map<String, String> details) {
        String size = detail(details, "size");
        return new SourceSettings(
                size.equals(OWN_SIZE) ? Optional.empty() : Optional.of(Size.of(size)),
                Resize.valueOf(detail(details, "resize").toUpperCase(Locale.ROOT)),
                Colour.valueOf(detail(details, "colour").toUpperCase(Locale.ROOT)),
                Double.parseDouble(detail(details, TEST_FRACTION)),
                Long.parseLong(detail(details, SPLIT_SEED)));
    }

    private static String detail(Map<String, String> details, String name) {
        return Require.present(details.get(name), name);
    }

    /** For the description of the dataset; {@link #of} reads it. A new map, in order. */
    Map<String, String> details() {
        Map<String, String> details = new TreeMap<>(request.settings().details());
        details.put(TEST_FRACTION, Double.toString(request.settings().testFraction()));
        details.put(SPLIT_SEED, Long.toString(request.settings().splitSeed()));
        details.put(CLASSES, request.classes().isPresent() ? ASKED_FOR : FOUND);
        details.put(TOPIC_ID, snapshot.topicId().toString());
        details.put(COMPACTED, Boolean.toString(snapshot.compacted()));
        details.put(OFFSETS, snapshot.offsets().toString());
        return details;
    }

    /** A hash of it all. */
    String fingerprint() {
        List<String> texts = new ArrayList<>(details().values());
        request.classes().ifPresent(texts::addAll);
        return Fingerprint.of(KIND, request.topic(), texts, request.settings());
    }
}
