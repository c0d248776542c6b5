package io.atelier.data.catalog;

import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetRequest;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.topic.TopicVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * What datasets there are by name and id. A name means the dataset that is configured under it, or else the newest version
 * that a topic has made; an id means that version. Thread-safe.
 */
final class DatasetIndex {

    /** For reading what others have described a moment ago. */
    private static final Duration CATCH_UP = Duration.ofSeconds(5);

    private static final int MOST_LISTED = 20;

    private final KnownDatasets known;
    private final ServedDatasets served;
    private final TopicMaker topics;

    DatasetIndex(KnownDatasets known, ServedDatasets served, TopicMaker topics) {
        this.known = known;
        this.served = served;
        this.topics = topics;
    }

    /** What a name or id means. */
    Optional<DatasetDescription> named(String name) {
        Optional<Dataset> here = served.get(name).or(() -> configured(name));
        if (here.isPresent()) {
            return here.map(Dataset::description);
        }
        catchUp();
        return known.get(name).or(() -> newest(name, TopicVersion::isIn)).or(() -> newest(name, dataset -> true));
    }

    /** The same for somebody who needs it. */
    Lookup find(String name) {
        Optional<DatasetDescription> found = named(name);
        if (found.isEmpty()) {
            return Lookup.fault(
                    "must be one of " + available() + ", or an object with name and topic, but is \"" + name + "\"");
        }
        Lookup lookup = lookup(found.get());
        if (lookup.served().isEmpty() && !TopicVersion.isIn(found.get())) {
            return Lookup.fault(
                    "must be one of %s, or an object with name and topic, but is %s, which came from %s and is not served now"
                            .formatted(
                                    available(),
                                    found.get().id(),
                                    found.get().source().place()));
        }
        return lookup;
    }

    /** The newest version that is known of what a request asks for. */
    Lookup find(DatasetRequest request) {
        Optional<String> conflict = conflict(request);
        if (conflict.isPresent()) {
            return Lookup.fault(conflict.get());
        }
        return newest(request.name(), dataset -> version(dataset)
                        .filter(version -> version.request().equals(request.images()))
                        .isPresent())
                .map(this::lookup)
                .orElseGet(Lookup::toBeMade);
    }

    private Lookup lookup(DatasetDescription found) {
        return served.get(found.id()).map(Lookup::served).orElseGet(() -> Lookup.known(found));
    }

    /** Why a request can't have the name that it asks for, if it can't; it follows the words {@code the dataset}. */
    Optional<String> conflict(DatasetRequest request) {
        String name = request.name();
        Optional<Dataset> here = configured(name);
        if (here.isPresent()) {
            return Optional.of("must have another name than %s, which is that of %s here"
                    .formatted(name, here.get().description().source().place()));
        }
        catchUp();
        if (known.get(name).isPresent()) {
            return Optional.of("must have another name than " + name + ", which is the id of a dataset");
        }
        return newest(name, TopicVersion::isIn)
                .filter(dataset ->
                        !dataset.source().place().equals(request.images().topic()))
                .map(dataset ->
                        "must have another name than %s, which topic %s has made: choose another, or ask for that topic"
                                .formatted(name, dataset.source().place()));
    }

    /** What is known under an id; reads to the end of the topic if it is not known yet. */
    Optional<DatasetDescription> described(String id) {
        if (known.get(id).isEmpty()) {
            catchUp();
        }
        return known.get(id);
    }

    /** That version under that name, if it has been made before. */
    Optional<DatasetDescription> made(String name, TopicVersion version) {
        return newest(name, dataset -> version(dataset).filter(version::equals).isPresent());
    }

    private Optional<Dataset> configured(String name) {
        return served.configured().stream()
                .filter(dataset -> dataset.name().equals(name))
                .findFirst();
    }

    private Optional<DatasetDescription> newest(String name, Predicate<DatasetDescription> wanted) {
        return known.newestFirst().stream()
                .filter(dataset -> dataset.name().equals(name))
                .filter(wanted)
                .findFirst();
    }

    private static Optional<TopicVersion> version(DatasetDescription dataset) {
        try {
            return TopicVersion.isIn(dataset) ? Optional.of(TopicVersion.of(dataset)) : Optional.empty();
        } catch (DatasetException e) {
            // Another version of this software described it: whoever asks for it by its id is told.
            return Optional.empty();
        }
    }

    /** The names that can be asked for. */
    private String available() {
        return listed(Stream.concat(
                        served.configured().stream().map(Dataset::name),
                        known.newestFirst().stream().filter(TopicVersion::isIn).map(DatasetDescription::name))
                .distinct()
                .toList());
    }

    /** The first of them, and how many there are beside. */
    static String listed(List<String> names) {
        if (names.isEmpty()) {
            return "none, since there is none yet";
        }
        int more = names.size() - MOST_LISTED;
        return names.stream().limit(MOST_LISTED).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    /** Waits until all is read that is on the topic of datasets now. */
    private void catchUp() {
        try {
            if (!known.await(topics.end(), CATCH_UP)) {
                throw new TimeoutException(
                        "reading what datasets there are took longer than " + CATCH_UP.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
