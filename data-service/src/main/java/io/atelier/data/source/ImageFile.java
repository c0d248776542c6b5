package io.atelier.data.source;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * A file in a class folder. There may be millions of them: the folder is the same object for all of its files.
 *
 * @param folder of the class
 * @param name of the file
 * @param label of the class
 */
record ImageFile(Path folder, String name, int label) {

    /** By name, then by class: files that were numbered through before they were sorted into classes keep their order. */
    static final Comparator<ImageFile> ORDER =
            Comparator.comparing(ImageFile::name).thenComparing(ImageFile::label);

    Path path() {
        return folder.resolve(name);
    }
}
