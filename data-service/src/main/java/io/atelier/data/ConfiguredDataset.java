package io.atelier.data;

import io.atelier.contract.Require;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetRequest;
import io.atelier.contract.dataset.Size;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.contract.dataset.TopicRequest;
import io.atelier.data.dataset.SyntheticDataset;
import io.atelier.data.finding.DatasetChoice;
import io.atelier.data.finding.Packing;
import java.util.Optional;

/**
 * A dataset that is to be served from the start.
 *
 * @param name what it is called; empty: after where it comes from
 * @param choice which one
 * @param settings what its images become
 * @param unreadableShare of its images, from 0 to 1, that may be left out
 */
record ConfiguredDataset(Optional<String> name, DatasetChoice choice, SourceSettings settings, double unreadableShare) {

    /**
     * Reads and checks it.
     *
     * @param key what the keys of its settings begin with
     * @throws IllegalArgumentException naming the key and what it may be
     */
    static ConfiguredDataset of(String key, Optional<String> name, DatasetChoice choice, ImageConfig images) {
        Require.inRange(
                images.testFraction(),
                SourceSettings.LEAST_TEST_FRACTION,
                SourceSettings.MOST_TEST_FRACTION,
                key + ".test-fraction");
        Require.inRange(images.unreadableShare(), 0, 1, key + ".unreadable-share");
        SourceSettings settings = new SourceSettings(
                size(key, images), images.resize(), images.colour(), images.testFraction(), images.splitSeed());
        return new ConfiguredDataset(name, choice, settings, images.unreadableShare());
    }

    /** The same for one of {@link DataServiceConfig#datasets}. */
    static ConfiguredDataset more(String name, DataServiceConfig.MoreConfig config) {
        String key = "atelier.data.datasets." + name;
        DatasetChoice choice = choice(key, config.dataset());
        String what = "the name in " + key;
        Require.that(
                !(choice instanceof DatasetChoice.Auto) && !(choice instanceof DatasetChoice.None),
                "%s.dataset must not be %s, which atelier.data.dataset alone may be",
                key,
                config.dataset());
        if (choice instanceof DatasetChoice.Synthetic) {
            Require.name(name, what);
            Require.atMost(name, DatasetDescription.MAX_NAME, what);
            Require.that(
                    name.startsWith(SyntheticDataset.NAME),
                    "%s must begin with %s, as drawn images are called, but is \"%s\"",
                    what,
                    SyntheticDataset.NAME,
                    name);
        } else {
            DatasetRequest.requireName(name, what);
        }
        return of(key, Optional.of(name), choice, config);
    }

    /** Reads which one is chosen. */
    static DatasetChoice choice(String key, String text) {
        try {
            return DatasetChoice.of(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ".dataset: " + e.getMessage(), e);
        }
    }

    private static Optional<Size> size(String key, ImageConfig images) {
        try {
            return images.imageSize().map(Size::of);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ".image-size: " + e.getMessage(), e);
        }
    }

    /** As somebody would ask for it, if a topic makes it. */
    Optional<DatasetRequest> request() {
        return choice instanceof DatasetChoice.OfTopic topic
                ? Optional.of(new DatasetRequest(
                        name.orElseGet(() -> Packing.nameOf(topic.topic())),
                        new TopicRequest(topic.topic(), Optional.empty(), settings)))
                : Optional.empty();
    }
}
