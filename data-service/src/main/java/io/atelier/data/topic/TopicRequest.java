package io.atelier.data.topic;

import io.atelier.contract.Require;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.data.source.SourceSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants of a topic. Two requests that are equal want the same of it; how much it holds is another thing, see
 * {@link TopicVersion}.
 *
 * @param topic whose records hold the images; none of Atelier's or Kafka's own
 * @param classes names of the classes in the order of the labels, all different, 2 to
 *     {@value io.atelier.contract.dataset.DatasetDescription#MAX_CLASSES}; empty: the labels that are found, in their order
 * @param settings what the images become
 */
public record TopicRequest(String topic, Optional<List<String>> classes, SourceSettings settings) {

    public TopicRequest {
        TopicName.require(topic, "topic");
        Require.present(classes, "classes");
        classes = classes.map(names -> Require.copy(names, DatasetDescription.MAX_CLASSES, "classes"));
        classes.ifPresent(TopicRequest::requireNames);
        Require.present(settings, "settings");
    }

    private static void requireNames(List<String> names) {
        Require.that(names.size() >= 2, "classes must be at least 2, but are %d", names.size());
        for (String name : names) {
            Require.that(
                    !name.isEmpty() && name.length() <= DatasetDescription.MAX_CLASS_NAME,
                    "the name of a class must have 1 to %d characters, but one has %d",
                    DatasetDescription.MAX_CLASS_NAME,
                    name.length());
        }
        Require.that(Set.copyOf(names).size() == names.size(), "classes must have different names");
    }
}
