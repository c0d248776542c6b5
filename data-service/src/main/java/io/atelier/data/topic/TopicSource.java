package io.atelier.data.topic;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.pack.Making;
import io.atelier.data.pack.MakingListener;
import io.atelier.data.pack.Progress;
import io.atelier.data.source.Item;
import io.atelier.data.source.Items;
import io.atelier.data.source.Picture;
import io.atelier.data.source.PictureDecoder;
import io.atelier.data.source.Sizes;
import io.atelier.data.source.Source;
import io.atelier.data.source.UnreadableImageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The images of a version. They are read once, when it is opened, and stay in a file until it is closed. */
final class TopicSource implements Source {

    private static final Logger LOG = LoggerFactory.getLogger(TopicSource.class);

    private final TopicVersion version;
    private final Spool spool;
    private final Division division;
    private final Sizes sizes;
    private final RejectedRecords rejected;
    private final PictureDecoder decoder = PictureDecoder.ofThisHeap();

    private TopicSource(TopicVersion version, Spool spool, Division division, Sizes sizes, RejectedRecords rejected) {
        this.version = version;
        this.spool = spool;
        this.division = division;
        this.sizes = sizes;
        this.rejected = rejected;
    }

    /**
     * Reads all records.
     *
     * @param folder for the file with the images
     * @param rejected is told of records that can't be used, when their turn to be decoded comes
     */
    static TopicSource open(
            KafkaClients clients, TopicVersion version, Path folder, RejectedRecords rejected, MakingListener listener)
            throws DatasetException, IOException, InterruptedException {
        Spool spool = Spool.create(folder);
        boolean isOpen = false;
        try {
            Division division = Division.of(version, read(clients, version, spool, listener));
            Sizes sizes = sizes(version.request().topic(), division, spool);
            isOpen = true;
            return new TopicSource(version, spool, division, sizes, rejected);
        } finally {
            if (!isOpen) {
                spool.close();
            }
        }
    }

    private static List<TopicImage> read(
            KafkaClients clients, TopicVersion version, Spool spool, MakingListener listener)
            throws DatasetException, IOException, InterruptedException {
        TopicSnapshot snapshot = version.snapshot();
        Gathering gathering = new Gathering(version, spool, Runtime.getRuntime().maxMemory() / 4);
        try (TopicInspection inspection = TopicInspection.open(clients, snapshot.topic());
                TopicReader reader = TopicReader.open(clients, snapshot)) {
            inspection.requireHeld(snapshot);
            Progress progress = new Progress(snapshot.offsets().count(), System::nanoTime);
            reader.read(gathering::take, passed -> {
                listener.at(progress.making(Making.Step.READING, passed));
                progress.at(passed).ifPresent(text -> LOG.info("Reading topic {}: {}", snapshot.topic(), text));
            });
            // Else these may be records of another topic, of the same name.
            inspection.requireSame(snapshot);
            LOG.info(
                    "Read topic {}: {}",
                    snapshot.topic(),
                    progress.atEnd(snapshot.offsets().count()));
        }
        return gathering.images();
    }

    private static Sizes sizes(String topic, Division division, Spool spool) throws DatasetException {
        Sizes sizes = Stream.concat(division.train().stream(), division.test().stream())
                .parallel()
                .filter(image -> image.fault().isEmpty())
                .map(image -> Sizes.of(image.place(topic), () -> image.bytes(spool)))
                .reduce(Sizes.NONE, Sizes::and);
        if (sizes.images() == 0) {
            throw new DatasetException(
                    "topic %s: expected a PNG or JPEG file in each record, found none, such as %s: publish such files on it, or name another topic"
                            .formatted(topic, sizes.unreadable()));
        }
        return sizes;
    }

    @Override
    public String kind() {
        return TopicVersion.KIND;
    }

    @Override
    public String place() {
        return version.request().topic();
    }

    @Override
    public Shape shape() {
        return sizes.shape(version.request().settings());
    }

    @Override
    public List<String> classes() {
        return division.classes();
    }

    @Override
    public int train() {
        return division.train().size();
    }

    @Override
    public int test() {
        return division.test().size();
    }

    @Override
    public Map<String, String> details() {
        Map<String, String> details = version.details();
        details.put("found-sizes", sizes.range());
        details.put("split", division.isDivided() ? "header" : "drawn");
        return details;
    }

    @Override
    public Items openTrain() {
        return items(division.train());
    }

    @Override
    public Items openTest() {
        return items(division.test());
    }

    @Override
    public String fingerprint() {
        return version.fingerprint();
    }

    @Override
    public void close() {
        spool.close();
    }

    private Items items(List<TopicImage> images) {
        Iterator<TopicImage> next = images.iterator();
        return new Items() {
            @Override
            public Optional<Item> next() {
                return next.hasNext() ? Optional.of(new Photo(TopicSource.this, next.next())) : Optional.empty();
            }

            @Override
            public void close() {
                // The file is the source's.
            }
        };
    }

    private record Photo(TopicSource source, TopicImage image) implements Item {

        @Override
        public int label() {
            return source.division.labels().get(image.label());
        }

        @Override
        public String place() {
            return image.place(source.place());
        }

        @Override
        public Picture decode() throws UnreadableImageException {
            byte[] bytes = image.bytes(source.spool);
            try {
                if (image.fault().isPresent()) {
                    throw new UnreadableImageException(image.fault().get());
                }
                return source.decoder.decode(bytes);
            } catch (UnreadableImageException e) {
                source.rejected.add(image.record(source.place(), bytes), e);
                throw e;
            }
        }
    }
}
