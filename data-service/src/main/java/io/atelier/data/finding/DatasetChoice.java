package io.atelier.data.finding;

import io.atelier.contract.dataset.ImageTopic;
import io.atelier.data.dataset.Drawing;
import io.atelier.data.dataset.SyntheticDataset;
import java.nio.file.Path;

/** Which dataset is asked for. */
public sealed interface DatasetChoice {

    /** What the name of a topic follows. */
    String TOPIC = "topic:";

    /** One that is to be had without a broker. */
    sealed interface Local extends DatasetChoice {}

    /** Fashion-MNIST if it is found or can be downloaded, else drawn images. */
    record Auto() implements Local {}

    /** Fashion-MNIST, found or downloaded, and nothing else. */
    record Real() implements Local {}

    /** Drawn images. */
    record Synthetic(Drawing drawing) implements Local {}

    /** The images in this folder, whatever they are. */
    record Folder(Path path) implements Local {}

    /** What the records of a topic hold. */
    record OfTopic(String topic) implements DatasetChoice {}

    /** None at all. */
    record None() implements DatasetChoice {}

    /**
     * Reads {@code auto}, {@code fashion-mnist}, {@code synthetic}, {@code synthetic:64x64x3:100},
     * {@code topic:shoe-images}, {@code none} or a folder's path.
     *
     * @throws IllegalArgumentException if the images to be drawn, or the topic, are none
     */
    static DatasetChoice of(String value) {
        if (value.equals("auto")) {
            return new Auto();
        }
        if (value.equals("none")) {
            return new None();
        }
        if (value.startsWith(TOPIC)) {
            return new OfTopic(ImageTopic.requireName(value.substring(TOPIC.length()), "what follows " + TOPIC));
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
