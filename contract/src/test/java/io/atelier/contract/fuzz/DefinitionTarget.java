package io.atelier.contract.fuzz;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.definition.InvalidDefinitionException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Texts of architectures. What is accepted must survive a round trip, and its plan must keep the limits or be refused. */
public final class DefinitionTarget {

    private static final List<Shape> IMAGES = List.of(new Shape(28, 28, 1), new Shape(5, 64, 3), new Shape(1, 1, 1));

    private static final Probe PROBE = new Probe();

    private DefinitionTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Optional<Architecture> architecture = PROBE.decode(
                "Architecture", input.length, InvalidDefinitionException.class, () -> Architecture.read(input));
        if (architecture.isPresent()) {
            byte[] written = architecture.get().write().toString().getBytes(StandardCharsets.UTF_8);
            Probe.require(Architecture.read(written).equals(architecture.get()), "Not what was written");
            for (Shape image : IMAGES) {
                plan(architecture.get(), image, input.length);
            }
        }
    }

    private static void plan(Architecture architecture, Shape image, int inputBytes) throws Exception {
        Optional<NetworkPlan> plan = PROBE.decode(
                "NetworkPlan",
                inputBytes,
                InvalidDefinitionException.class,
                () -> NetworkPlan.of(architecture, image, 10));
        if (plan.isPresent()) {
            Probe.require(plan.get().parameterCount() <= NetworkPlan.MAX_PARAMETERS, "Too many parameters");
            Probe.require(plan.get().activationBytes() <= NetworkPlan.MAX_ACTIVATION_BYTES, "Too large activations");
            Probe.require(plan.get().multiplyAdds() >= 0, "A negative number of multiplications");
            Probe.require(
                    plan.get().summary().size() >= architecture.layers().size(), "A summary without all the layers");
        }
    }

    public static void fuzzerTearDown() {
        PROBE.report();
    }
}
