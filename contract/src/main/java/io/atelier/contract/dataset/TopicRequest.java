package io.atelier.contract.dataset;

import io.atelier.contract.Require;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What somebody wants of a topic. Two requests that are equal want the same of it; how much it holds is another thing.
 *
 * @param topic whose records hold the images; none of Atelier's or Kafka's own
 * @param classes names of the classes in the order of the labels, all different, 2 to
 *     {@value DatasetShape#MAX_CLASSES}; empty: the labels that are found, in their order
 * @param settings what the images become
 */
public record TopicRequest(String topic, Optional<List<String>> classes, SourceSettings settings) {

    public TopicRequest {
        ImageTopic.requireName(topic, "topic");
        Require.present(classes, "classes");
        classes = classes.map(names -> Require.copy(names, DatasetShape.MAX_CLASSES, "classes"));
        classes.ifPresent(DatasetDescription::requireClasses);
        Require.present(settings, "settings");
    }

    /** Reads the fields of an object that has others beside them. What is returned may be asked if no fault was added. */
    static Supplier<TopicRequest> read(Fields fields) {
        Optional<String> topic = fields.required("topic").map(TopicRequest::topic);
        Optional<List<String>> classes = fields.optional("classes").map(TopicRequest::classes);
        SourceSettings settings = SourceSettings.read(fields);
        return () -> new TopicRequest(topic.orElseThrow(), classes, settings);
    }

    private static String topic(Value value) {
        int before = value.faults().count();
        String topic = value.text(DatasetSource.MAX_PLACE);
        if (value.faults().count() == before) {
            value.check(() -> ImageTopic.requireName(topic, ""));
        }
        return topic;
    }

    private static List<String> classes(Value value) {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Value one : value.list(2, DatasetShape.MAX_CLASSES)) {
            String name = one.text(DatasetDescription.MAX_CLASS_NAME);
            names.add(name);
            if (one.isText() && name.isEmpty()) {
                one.fault("must not be empty");
            } else if (!seen.add(name)) {
                one.fault("must be different from the classes before, but is " + one);
            }
        }
        return names;
    }

    void write(FieldWriter out) {
        out.put("topic", topic);
        classes.ifPresent(names -> out.texts("classes", names));
        settings.write(out);
    }

    /** What the images will be and how many classes, where the request says it all. */
    Optional<DatasetShape> shape() {
        if (settings.size().isEmpty() || settings.colour() == Colour.AUTO) {
            return Optional.empty();
        }
        Size size = settings.size().get();
        Shape image = new Shape(size.height(), size.width(), settings.colour().channels(true));
        return classes.map(names -> new DatasetShape(image, names.size()));
    }
}
