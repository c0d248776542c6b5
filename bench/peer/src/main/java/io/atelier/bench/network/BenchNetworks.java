package io.atelier.bench.network;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.architecture.UnknownArchitectureException;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.contract.definition.DefinitionText;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.definition.Value;
import io.atelier.contract.study.StudyNetworks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be measured by name: the built-in architectures for the study's images, and the definitions beside this class. */
public final class BenchNetworks {

    private static final List<String> OWN = List.of("resnet_20", "resnet_18_64");

    private BenchNetworks() {}

    /** The built-in ones first. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(BuiltIns.names());
        names.addAll(OWN);
        return names;
    }

    public static NetworkPlan named(String name) throws UnknownArchitectureException {
        if (BuiltIns.find(name).isPresent()) {
            return StudyNetworks.named(name);
        }
        if (!OWN.contains(name)) {
            throw new UnknownArchitectureException(
                    "There is no architecture \"" + name + "\"; there are " + String.join(", ", names()));
        }
        try (InputStream in = BenchNetworks.class.getResourceAsStream(name + ".json")) {
            return DefinitionText.read(in.readAllBytes(), BenchNetworks::read).plan();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidDefinitionException e) {
            throw new IllegalStateException("The definition of " + name + " is not valid: " + e.getMessage(), e);
        }
    }

    private record Definition(Architecture architecture, DatasetShape shape) {
        NetworkPlan plan() throws InvalidDefinitionException {
            return shape.plan(architecture);
        }
    }

    private static Optional<Definition> read(Value value) {
        Fields fields = value.fields();
        List<Integer> size = fields.pair("size", 1, Shape.MAX_SIDE);
        int channels = fields.integer("channels", 1, 3);
        int classes = fields.integer("classes", 2, DatasetShape.MAX_CLASSES);
        Optional<Architecture> architecture = fields.required("architecture").flatMap(Architecture::read);
        return fields.make(() -> new Definition(
                architecture.orElseThrow(), new DatasetShape(new Shape(size.get(0), size.get(1), channels), classes)));
    }
}
