package io.atelier.contract.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.keras.KerasModel;
import io.atelier.contract.keras.SavedModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Models of Keras in which some values are exchanged, taken away or doubled, so that most are still models, and texts that
 * are none. What is accepted must be an architecture that can be written, read and planned.
 */
public final class KerasTarget {

    private static final Probe PROBE = new Probe();
    private static final List<ObjectNode> MODELS =
            SavedModel.ALL.stream().map(name -> SavedModel.named(name).model()).toList();
    private static final int MAX_CHANGES = 4;

    /** Bytes for each byte of the text: the paths of its fields are long, and most values are short. */
    private static final long PATHS = 200;

    private KerasTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider draw) throws Exception {
        byte[] text = draw.consumeInt(0, 9) == 0 ? draw.consumeRemainingAsBytes() : changed(draw);
        Optional<KerasModel> model = PROBE.decode(
                "KerasModel",
                text.length,
                PATHS * text.length,
                InvalidDefinitionException.class,
                () -> KerasModel.read(text));
        if (model.isPresent()) {
            NetworkPlan plan = model.get().plan();
            byte[] written = plan.architecture().write().toString().getBytes(StandardCharsets.UTF_8);
            Architecture read = Architecture.read(written);
            Probe.require(read.equals(plan.architecture()), "Not what was written");
            NetworkPlan again = NetworkPlan.of(read, plan.input(), plan.classes());
            Probe.require(again.summary().equals(plan.summary()), "Another plan");
        }
    }

    private static byte[] changed(FuzzedDataProvider draw) {
        ObjectNode model = draw.pickValue(MODELS).deepCopy();
        for (int i = draw.consumeInt(0, MAX_CHANGES); i > 0; i--) {
            List<ContainerNode<?>> containers = new ArrayList<>();
            collect(model, containers);
            ContainerNode<?> place = containers.get(draw.consumeInt(0, containers.size() - 1));
            ContainerNode<?> source = containers.get(draw.consumeInt(0, containers.size() - 1));
            change(place, source, draw);
        }
        return model.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void collect(JsonNode node, List<ContainerNode<?>> containers) {
        if (node instanceof ContainerNode<?> container && !container.isEmpty()) {
            containers.add(container);
            container.forEach(element -> collect(element, containers));
        }
    }

    private static void change(ContainerNode<?> place, ContainerNode<?> source, FuzzedDataProvider draw) {
        int index = draw.consumeInt(0, place.size() - 1);
        JsonNode value = value(source, draw);
        boolean remove = draw.consumeInt(0, 4) == 0;
        if (place instanceof ArrayNode list) {
            if (remove) {
                list.remove(index);
            } else if (draw.consumeBoolean()) {
                list.insert(index, value);
            } else {
                list.set(index, value);
            }
        } else if (place instanceof ObjectNode object) {
            String name = object.propertyStream().toList().get(index).getKey();
            if (remove) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        }
    }

    private static JsonNode value(ContainerNode<?> source, FuzzedDataProvider draw) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (draw.consumeInt(0, 7)) {
            case 0 -> make.nullNode();
            case 1 -> make.booleanNode(draw.consumeBoolean());
            case 2 -> make.numberNode(draw.consumeInt(-1, 40));
            case 3 -> make.numberNode(draw.consumeLong());
            case 4 -> make.numberNode(draw.consumeRegularDouble(-2, 2));
            case 5 -> make.textNode(draw.consumeString(20));
            // What stands elsewhere in the model.
            default ->
                source.valueStream()
                        .toList()
                        .get(draw.consumeInt(0, source.size() - 1))
                        .deepCopy();
        };
    }

    public static void fuzzerTearDown() {
        PROBE.report();
    }
}
