package io.atelier.data.dataset;

import java.nio.file.Path;

/** Which dataset is asked for. */
public sealed interface DatasetChoice {

    /** The real images if they are found or can be downloaded, else drawn ones. */
    record Auto() implements DatasetChoice {}

    /** The real images, found or downloaded, and nothing else. */
    record Real() implements DatasetChoice {}

    /** Drawn images. */
    record Synthetic() implements DatasetChoice {}

    /** The real images in this folder. */
    record Folder(Path path) implements DatasetChoice {}

    /** Reads {@code auto}, {@code fashion-mnist}, {@code synthetic} or a folder's path. */
    static DatasetChoice of(String value) {
        return switch (value) {
            case "auto" -> new Auto();
            case FashionMnist.NAME -> new Real();
            case SyntheticDataset.NAME -> new Synthetic();
            default -> new Folder(Path.of(value));
        };
    }
}
