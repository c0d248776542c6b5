package io.atelier.contract.architecture;

import io.atelier.contract.definition.InvalidDefinitionException;
import java.nio.charset.StandardCharsets;

/** Architectures for tests, in short. */
public final class Definitions {

    private Definitions() {}

    /** Of layers in JSON, where a single quote stands for a double one, such as {@code {'kind': 'output'}}. */
    public static Architecture of(String name, String... layers) throws InvalidDefinitionException {
        String json = "{\"name\": \"" + name + "\", \"layers\": [" + String.join(", ", layers) + "]}";
        return Architecture.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
