package io.atelier.contract.dataset;

import io.atelier.contract.Require;
import io.atelier.contract.definition.DefinitionText;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.definition.Value;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A dataset that a topic makes, such as {@code {"name": "shoes", "topic": "shoe-images", "image_size": [64, 64]}}.
 *
 * @param name what it is called, at most {@value DatasetDescription#MAX_NAME} characters
 * @param images the topic, and what its images become
 */
public record DatasetRequest(String name, TopicRequest images) implements DatasetSelection {

    public DatasetRequest {
        requireName(name, "name");
        Require.present(images, "images");
    }

    /**
     * Checks what images that are not drawn may be called.
     *
     * @throws IllegalArgumentException saying what is wrong with {@code what}
     */
    public static void requireName(String name, String what) {
        Require.name(name, what);
        Require.atMost(name, DatasetDescription.MAX_NAME, what);
        Require.that(
                !name.startsWith(DatasetDescription.DRAWN),
                "%s must not begin with %s, as drawn images alone are called, but is \"%s\"",
                what,
                DatasetDescription.DRAWN,
                name);
    }

    /** Reads JSON. */
    public static DatasetRequest read(byte[] json) throws InvalidDefinitionException {
        return DefinitionText.read(json, DatasetRequest::read);
    }

    /** Empty after a fault was added. */
    static Optional<DatasetRequest> read(Value value) {
        Fields fields = value.fields();
        Optional<String> name = fields.required("name").map(DatasetRequest::name);
        Supplier<TopicRequest> images = TopicRequest.read(fields);
        return fields.make(() -> new DatasetRequest(name.orElseThrow(), images.get()));
    }

    private static String name(Value value) {
        int before = value.faults().count();
        String name = value.name();
        if (value.faults().count() == before) {
            value.check(() -> requireName(name, ""));
        }
        return name;
    }

    @Override
    public Optional<DatasetShape> shape() {
        return images.shape();
    }

    @Override
    public void write(String field, FieldWriter out) {
        FieldWriter object = new FieldWriter().put("name", name);
        images.write(object);
        out.object(field, object.done());
    }
}
