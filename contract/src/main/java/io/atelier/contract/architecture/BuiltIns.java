package io.atelier.contract.architecture;

import io.atelier.contract.definition.DefinitionText;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.definition.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The architectures that come with this build, from the resource {@code architectures.json}. Thread-safe. */
public final class BuiltIns {

    private static final String RESOURCE = "architectures.json";
    private static final int MAX = 100;
    private static final List<Architecture> ALL = load();

    private BuiltIns() {}

    public static Architecture named(String name) throws UnknownArchitectureException {
        return find(name)
                .orElseThrow(() -> new UnknownArchitectureException(
                        "There is no architecture \"" + name + "\"; there are " + String.join(", ", names())));
    }

    /** Empty where there is none of that name. */
    public static Optional<Architecture> find(String name) {
        return ALL.stream()
                .filter(architecture -> architecture.name().equals(name))
                .findFirst();
    }

    /** In the order of the resource. */
    public static List<String> names() {
        return ALL.stream().map(Architecture::name).toList();
    }

    private static List<Architecture> load() {
        try (InputStream in = BuiltIns.class.getResourceAsStream(RESOURCE)) {
            return DefinitionText.read(in.readAllBytes(), BuiltIns::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidDefinitionException e) {
            throw new IllegalStateException("The built-in architectures are not valid: " + e.getMessage(), e);
        }
    }

    private static Optional<List<Architecture>> read(Value value) {
        Fields fields = value.fields();
        List<Architecture> all = fields.list("architectures", 1, MAX).stream()
                .map(Architecture::read)
                .flatMap(Optional::stream)
                .toList();
        return fields.make(() -> all);
    }
}
