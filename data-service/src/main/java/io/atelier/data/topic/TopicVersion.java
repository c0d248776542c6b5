package io.atelier.data.topic;

import io.atelier.contract.Require;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.TopicRequest;
import io.atelier.data.dataset.DatasetException;
import java.util.Map;

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
        throw new UnsupportedOperationException(dataset.id());
    }

    /** For the description of the dataset; {@link #of} reads it. */
    Map<String, String> details() {
        throw new UnsupportedOperationException();
    }

    /** A hash of it all. */
    String fingerprint() {
        throw new UnsupportedOperationException();
    }
}
