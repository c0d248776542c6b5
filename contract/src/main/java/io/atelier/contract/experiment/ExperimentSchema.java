package io.atelier.contract.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The JSON Schema (draft 7, which editors know best) of what {@link Experiment} reads: the resource {@code
 * experiment.schema.json}. It says what a schema can say; how layers fit together it can't. A test holds it to the reader,
 * field by field.
 */
public final class ExperimentSchema {

    private static final String RESOURCE = "experiment.schema.json";

    private ExperimentSchema() {}

    public static String text() {
        try (InputStream in = ExperimentSchema.class.getResourceAsStream(RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
