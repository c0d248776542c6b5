package io.atelier.data.source;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.data.dataset.DatasetException;
import java.util.List;
import java.util.Map;

/**
 * Images where people keep them. An open source has looked at everything but pixels: it knows its classes and labels. It
 * must be read by one thread at a time; its {@link Item items} are decoded by any, as long as it is open.
 */
public interface Source extends AutoCloseable {

    /** Such as {@code idx}. */
    String kind();

    /** Where it is, as text for people. */
    String place();

    /** The shape that {@link SourceSettings settings} and images give. */
    Shape shape();

    /** Names of the classes in the order of the labels. */
    List<String> classes();

    /** How many training images there are, those included that turn out to be unreadable. */
    int train();

    /** How many test images there are, those included that turn out to be unreadable. */
    int test();

    /** What else decided its content or was noticed, for the description. */
    Map<String, String> details();

    /** The training images in the dataset's order. */
    Items openTrain() throws DatasetException;

    /** The test images in the dataset's order. */
    Items openTest() throws DatasetException;

    /**
     * A hash of what it is made from, as it is now: names, sizes and times of files, and settings. Another value says that
     * the images may have changed.
     */
    String fingerprint() throws DatasetException;

    /** Gives back what it holds; most sources hold nothing. */
    @Override
    default void close() {}
}
