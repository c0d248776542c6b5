package io.atelier.data.source;

import io.atelier.contract.dataset.ImageTopic.Part;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.data.dataset.DatasetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The images of a folder of class folders, in its order, for who puts them elsewhere. They are those of the dataset that the
 * folder is.
 */
public final class FolderImages {

    private final ClassFolders folders;
    private final boolean isDivided;

    /**
     * An image.
     *
     * @param path of its file
     * @param label name of its class
     * @param part what it is for; empty if the folder does not say
     */
    public record Image(Path path, String label, Optional<Part> part) {

        /** Its path below the folder, with slashes. */
        public String key() {
            String ofClass = label + "/" + path.getFileName();
            return part.map(found -> found.label() + "/" + ofClass).orElse(ofClass);
        }
    }

    private FolderImages(ClassFolders folders, boolean isDivided) {
        this.folders = folders;
        this.isDivided = isDivided;
    }

    /**
     * Lists them.
     *
     * @throws DatasetException if it can't be a dataset, or is one of another kind
     */
    public static FolderImages in(Path folder) throws DatasetException {
        Listing listing = Listing.of(folder);
        if (IdxSource.isIn(listing) || CifarSource.isIn(listing)) {
            throw new DatasetException(
                    "%s: expected a folder for each class with PNG or JPEG files, found %s, which hold pixels and no such files: name another folder"
                            .formatted(listing.folder(), IdxSource.isIn(listing) ? "IDX files" : "CIFAR binaries"));
        }
        return new FolderImages(ClassFolders.in(listing, SourceSettings.DEFAULT), ClassFolders.isDivided(listing));
    }

    public int size() {
        return folders.train().size() + folders.test().size();
    }

    public int classes() {
        return folders.classes().size();
    }

    public Stream<Image> stream() {
        return Stream.concat(images(folders.train(), Part.TRAIN), images(folders.test(), Part.TEST));
    }

    private Stream<Image> images(List<ImageFile> files, Part part) {
        Optional<Part> said = isDivided ? Optional.of(part) : Optional.empty();
        return files.stream()
                .map(file -> new Image(file.path(), folders.classes().get(file.label()), said));
    }
}
