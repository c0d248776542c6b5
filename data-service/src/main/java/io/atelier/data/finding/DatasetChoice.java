package io.atelier.data.finding;

import io.atelier.data.dataset.Drawing;
import io.atelier.data.dataset.SyntheticDataset;
import java.nio.file.Path;

/** Which dataset is asked for. */
public sealed interface DatasetChoice {

    /** Fashion-MNIST if it is found or can be downloaded, else drawn images. */
    record Auto() implements DatasetChoice {}

    /** Fashion-MNIST, found or downloaded, and nothing else. */
    record Real() implements DatasetChoice {}

    /** Drawn images. */
    record Synthetic(Drawing drawing) implements DatasetChoice {}

    /** The images in this folder, whatever they are. */
    record Folder(Path path) implements DatasetChoice {}

    /**
     * Reads {@code auto}, {@code fashion-mnist}, {@code synthetic}, {@code synthetic:64x64x3:100} or a folder's path.
     *
     * @throws IllegalArgumentException if the images to be drawn are none
     */
    static DatasetChoice of(String value) {
        if (value.equals("auto")) {
            return new Auto();
        }
        if (value.equals(FashionMnist.NAME)) {
            return new Real();
        }
        if (value.equals(SyntheticDataset.NAME)) {
            return new Synthetic(Drawing.FASHION);
        }
        return value.startsWith(Drawing.PREFIX) ? new Synthetic(Drawing.of(value)) : new Folder(Path.of(value));
    }
}
