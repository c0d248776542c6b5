package io.atelier.data.catalog;

import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetRequest;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.pack.MakingListener;
import io.atelier.data.topic.TopicVersion;
import java.util.Optional;

/** Makes versions of topics and has them served. Confined to one thread. */
final class VersionMaker {

    private final KnownDatasets known;
    private final ServedDatasets served;
    private final DatasetIndex index;
    private final TopicMaker topics;

    VersionMaker(KnownDatasets known, ServedDatasets served, DatasetIndex index, TopicMaker topics) {
        this.known = known;
        this.served = served;
        this.index = index;
        this.topics = topics;
    }

    /** What a topic holds now: the same dataset as before if that is what it held before. */
    Dataset make(DatasetRequest request, MakingListener listener) throws DatasetException, InterruptedException {
        TopicVersion version = topics.now(request.images());
        Optional<DatasetDescription> before = index.made(request.name(), version);
        if (before.isPresent()) {
            return openAgain(before.get(), listener);
        }
        Dataset made = topics.open(request.name(), version, listener);
        topics.publish(made);
        served.addOfTopic(made);
        known.put(made.description());
        return made;
    }

    /** A version that was made before, here or elsewhere. It is not described again: then it would be the newest. */
    Dataset openAgain(DatasetDescription description, MakingListener listener)
            throws DatasetException, InterruptedException {
        Optional<Dataset> here = served.get(description.id());
        if (here.isPresent()) {
            return here.get();
        }
        Dataset made = topics.openAgain(description, listener);
        served.addOfTopic(made);
        return made;
    }
}
