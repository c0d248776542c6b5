package io.atelier.data.source;

import io.atelier.data.dataset.DatasetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The images of a training set or a test set in one IDX file, and their labels in another. */
final class IdxPart {

    static final String EXPECTED =
            "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte,"
                    + " each plain or with .gz";

    private final Path images;
    private final Path labels;
    private final byte[] content;
    private final int height;
    private final int width;

    private IdxPart(Path images, Path labels, byte[] content, int height, int width) {
        this.images = images;
        this.labels = labels;
        this.content = content;
        this.height = height;
        this.width = width;
    }

    /**
     * Reads the labels, and of the images the header.
     *
     * @param images the file; null if there is none
     * @param what begins the names of the files, as a rule
     */
    static IdxPart open(Path folder, Path images, String what) throws DatasetException {
        if (images == null) {
            throw new DatasetException("%s has no %s images: expected the files %s".formatted(folder, what, EXPECTED));
        }
        String name =
                images.getFileName().toString().replace("-images", "-labels").replace("idx3", "idx1");
        Path labels = existing(folder, name);
        byte[] content = IdxFile.labels(labels);
        try (IdxFile file = IdxFile.openImages(images)) {
            if (file.count() != content.length) {
                throw new DatasetException(
                        "%s: expected as many images as %s has labels, %d, found %d: take both files from one set"
                                .formatted(images, labels.getFileName(), content.length, file.count()));
            }
            return new IdxPart(images, labels, content, file.height(), file.width());
        }
    }

    /** The file of that name, with or without {@code .gz}. */
    private static Path existing(Path folder, String name) throws DatasetException {
        String other = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name + ".gz";
        for (String candidate : List.of(name, other)) {
            if (Files.isRegularFile(folder.resolve(candidate))) {
                return folder.resolve(candidate);
            }
        }
        throw new DatasetException("%s lacks %s: expected the files %s".formatted(folder, name, EXPECTED));
    }

    /** The file of the images. */
    Path images() {
        return images;
    }

    /** The file of the labels. */
    Path labels() {
        return labels;
    }

    int size() {
        return content.length;
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    /** Marks the labels that are used; returns the largest. */
    int mark(boolean[] isUsed) {
        int largest = 0;
        for (byte label : content) {
            isUsed[Byte.toUnsignedInt(label)] = true;
            largest = Math.max(largest, Byte.toUnsignedInt(label));
        }
        return largest;
    }

    void requireBelow(int classes) throws DatasetException {
        for (int i = 0; i < content.length; i++) {
            int label = Byte.toUnsignedInt(content[i]);
            if (label >= classes) {
                throw new DatasetException(
                        "%s: expected labels from 0 to %d, found %d at image %d: name its class in classes.txt, too"
                                .formatted(labels, classes - 1, label, i));
            }
        }
    }

    /** Opens the file of the images. */
    Items items() throws DatasetException {
        IdxFile file = IdxFile.openImages(images);
        return new Items() {
            private int next;

            @Override
            public Optional<Item> next() throws DatasetException {
                if (next == content.length) {
                    file.requireEnd();
                    return Optional.empty();
                }
                int label = Byte.toUnsignedInt(content[next]);
                return Optional.of(new Decoded(label, images + " image " + next++, file.next()));
            }

            @Override
            public void close() {
                file.close();
            }
        };
    }
}
