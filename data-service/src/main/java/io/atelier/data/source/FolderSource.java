package io.atelier.data.source;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.data.dataset.DatasetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder of class folders with PNG and JPEG files, divided into {@code train} and {@code test} or to be divided. */
public final class FolderSource implements Source {

    private static final Logger LOG = LoggerFactory.getLogger(FolderSource.class);

    /** Far more than an image of the largest size that is decoded takes as a rule. */
    private static final int MAX_FILE = 128 << 20;

    private final ClassFolders folders;
    private final SourceSettings settings;
    private final PictureDecoder decoder;
    private final Sizes sizes;

    private FolderSource(ClassFolders folders, SourceSettings settings, PictureDecoder decoder, Sizes sizes) {
        this.folders = folders;
        this.settings = settings;
        this.decoder = decoder;
        this.sizes = sizes;
    }

    /** Looks at all files, for the size and the colours of the images. */
    static FolderSource open(Listing listing, SourceSettings settings) throws DatasetException {
        ClassFolders folders = ClassFolders.in(listing, settings);
        LOG.info(
                "Looking at {} images in {}",
                folders.train().size() + folders.test().size(),
                folders.place());
        Stream<ImageFile> images = Stream.concat(folders.train().stream(), folders.test().stream());
        Sizes sizes = images.parallel().map(FolderSource::sizes).reduce(Sizes.NONE, Sizes::and);
        if (sizes.images() == 0) {
            throw new DatasetException(
                    "%s: expected PNG or JPEG images in its class folders, found %d files that are none, such as %s; put such images there"
                            .formatted(
                                    listing.folder(),
                                    folders.train().size() + folders.test().size(),
                                    sizes.unreadable()));
        }
        if (settings.size().isEmpty() && !sizes.isOne()) {
            LOG.info(
                    "The images in {} are of {} (height x width): all become {} by {}; set another size by"
                            + " atelier.data.image-size",
                    folders.place(),
                    sizes.range(),
                    SourceSettings.SIZE,
                    settings.details().get("resize"));
        }
        return new FolderSource(folders, settings, PictureDecoder.ofThisHeap(), sizes);
    }

    @Override
    public String kind() {
        return "folder";
    }

    @Override
    public String place() {
        return folders.place().toString();
    }

    @Override
    public Shape shape() {
        return sizes.shape(settings);
    }

    @Override
    public List<String> classes() {
        return folders.classes();
    }

    @Override
    public int train() {
        return folders.train().size();
    }

    @Override
    public int test() {
        return folders.test().size();
    }

    @Override
    public Map<String, String> details() {
        Map<String, String> details = settings.details();
        details.put("found-sizes", sizes.range());
        details.putAll(folders.details());
        return details;
    }

    @Override
    public Items openTrain() {
        return items(folders.train());
    }

    @Override
    public Items openTest() {
        return items(folders.test());
    }

    /** Lists the folders again: what came or went counts, too. */
    @Override
    public String fingerprint() throws DatasetException {
        ClassFolders now = ClassFolders.in(Listing.of(folders.place()), settings);
        List<ImageFile> all =
                Stream.concat(now.train().stream(), now.test().stream()).toList();
        Iterable<Path> files = () -> all.stream().map(ImageFile::path).iterator();
        return Fingerprint.of(kind(), folders.place(), files, settings);
    }

    private Items items(List<ImageFile> images) {
        Iterator<ImageFile> next = images.iterator();
        return new Items() {
            @Override
            public Optional<Item> next() {
                return next.hasNext() ? Optional.of(new Photo(next.next(), decoder)) : Optional.empty();
            }

            @Override
            public void close() {
                // Files are opened one by one, when they are decoded.
            }
        };
    }

    private record Photo(ImageFile file, PictureDecoder decoder) implements Item {

        @Override
        public int label() {
            return file.label();
        }

        @Override
        public String place() {
            return file.path().toString();
        }

        @Override
        public Picture decode() throws UnreadableImageException {
            return decoder.decode(bytes(file.path()));
        }
    }

    private static Sizes sizes(ImageFile image) {
        return Sizes.of(image.path().toString(), () -> bytes(image.path()));
    }

    /** A whole file, within bounds. */
    static byte[] bytes(Path path) throws UnreadableImageException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_FILE + 1);
            if (bytes.length > MAX_FILE) {
                throw new UnreadableImageException(
                        "expected a file of at most %d MiB, found a larger one".formatted(MAX_FILE >> 20));
            }
            return bytes;
        } catch (IOException e) {
            throw new UnreadableImageException("expected a file that the data service may read, found: " + e, e);
        }
    }
}
