package io.atelier.data.catalog;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetSource;
import io.atelier.contract.dataset.TopicRequest;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.dataset.HeapImages;
import io.atelier.data.pack.Making;
import io.atelier.data.pack.MakingListener;
import io.atelier.data.topic.Offsets;
import io.atelier.data.topic.TopicSnapshot;
import io.atelier.data.topic.TopicVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.Uuid;

/** Topics that have an end and nothing else: a version is made of as many grey images as it has records. */
final class FakeTopics implements TopicMaker {

    private static final Uuid ID = new Uuid(1, 2);

    /** Where topics end. */
    final Map<String, Integer> ends = new ConcurrentHashMap<>();

    /** Ids, in the order in which they were made or made again. */
    final List<String> opened = new CopyOnWriteArrayList<>();

    final List<String> published = new CopyOnWriteArrayList<>();

    /** Each making takes one. */
    final Semaphore permits = new Semaphore(100);

    volatile String failure;

    @Override
    public TopicVersion now(TopicRequest request) throws DatasetException {
        Integer end = ends.get(request.topic());
        if (end == null) {
            throw new DatasetException("there is no topic " + request.topic());
        }
        return new TopicVersion(request, new TopicSnapshot(request.topic(), ID, false, Offsets.of("0:0-" + end)));
    }

    @Override
    public Dataset open(String name, TopicVersion version, MakingListener listener)
            throws DatasetException, InterruptedException {
        listener.at(new Making(Making.Step.PACKING, 1, 4, 2));
        permits.acquire();
        if (failure != null) {
            throw new DatasetException(failure);
        }
        Dataset dataset = dataset(
                name, source(version), (int) version.snapshot().offsets().count());
        opened.add(dataset.description().id());
        return dataset;
    }

    @Override
    public Dataset openAgain(DatasetDescription known, MakingListener listener)
            throws DatasetException, InterruptedException {
        return open(known.name(), TopicVersion.of(known), listener);
    }

    @Override
    public void publish(Dataset dataset) {
        published.add(dataset.description().id());
    }

    @Override
    public long end() {
        return 0;
    }

    /** So many images that train, all of one grey. */
    static Dataset dataset(String name, DatasetSource source, int images) {
        Shape shape = new Shape(4, 4, 1);
        byte[] pixels = new byte[images * 16];
        Arrays.fill(pixels, (byte) images);
        return Dataset.of(
                name,
                List.of("boot", "sandal"),
                source,
                new HeapImages(shape, pixels, new char[images]),
                new HeapImages(shape, new byte[16], new char[1]));
    }

    private static DatasetSource source(TopicVersion version) {
        Map<String, String> details = new TreeMap<>(version.request().settings().details());
        details.put(
                "test-fraction", Double.toString(version.request().settings().testFraction()));
        details.put("split-seed", Long.toString(version.request().settings().splitSeed()));
        details.put("classes", "found");
        details.put("topic-id", version.snapshot().topicId().toString());
        details.put("compacted", "false");
        details.put("offsets", version.snapshot().offsets().toString());
        return new DatasetSource(TopicVersion.KIND, version.request().topic(), details);
    }
}
