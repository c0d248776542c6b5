package io.atelier.contract.dataset;

import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Value;
import java.util.Optional;

/** Which dataset is meant. */
public sealed interface DatasetSelection permits DatasetSelection.Named, DatasetRequest {

    /** What it is called. */
    String name();

    /** What its images and classes are, where this alone says it. */
    Optional<DatasetShape> shape();

    /** Writes it as a field, as {@link #read} reads it. */
    void write(String field, FieldWriter out);

    /**
     * One that there is.
     *
     * @param name its name, which means its newest version, or its id, which means that version
     */
    record Named(String name) implements DatasetSelection {

        public Named {
            Require.name(name, "dataset");
        }

        @Override
        public Optional<DatasetShape> shape() {
            return KnownShapes.of(name);
        }

        @Override
        public void write(String field, FieldWriter out) {
            out.put(field, name);
        }
    }

    /** Reads a name, or an object as {@link DatasetRequest} does. Empty after a fault was added. */
    static Optional<DatasetSelection> read(Value value) {
        if (value.isObject()) {
            return DatasetRequest.read(value).map(request -> request);
        }
        if (!value.isText()) {
            value.fault("must be the name of a dataset, or an object such as {\"name\": \"shoes\", \"topic\":"
                    + " \"shoe-images\"}, but is " + value);
            return Optional.empty();
        }
        int before = value.faults().count();
        String name = value.name();
        return value.faults().count() == before ? Optional.of(new Named(name)) : Optional.empty();
    }
}
