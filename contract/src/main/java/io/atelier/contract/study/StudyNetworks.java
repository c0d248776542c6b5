package io.atelier.contract.study;

import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.UnknownArchitectureException;
import io.atelier.contract.dataset.KnownShapes;
import io.atelier.contract.definition.InvalidDefinitionException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** The built-in architectures as networks for the study's dataset. Thread-safe. */
public final class StudyNetworks {

    private static final Map<String, NetworkPlan> PLANS = plans();

    private StudyNetworks() {}

    /** The network of a built-in architecture. */
    public static NetworkPlan named(String architecture) throws UnknownArchitectureException {
        return PLANS.get(BuiltIns.named(architecture).name());
    }

    /** The network of the built-in architecture with the fewest parameters. */
    public static NetworkPlan smallest() {
        return PLANS.values().stream()
                .min(Comparator.comparingLong(NetworkPlan::parameterCount))
                .orElseThrow();
    }

    private static Map<String, NetworkPlan> plans() {
        Map<String, NetworkPlan> plans = new HashMap<>();
        try {
            for (String name : BuiltIns.names()) {
                plans.put(name, KnownShapes.FASHION_MNIST.plan(BuiltIns.named(name)));
            }
        } catch (UnknownArchitectureException | InvalidDefinitionException e) {
            throw new IllegalStateException("The built-in architectures must fit " + KnownShapes.FASHION_MNIST, e);
        }
        return Map.copyOf(plans);
    }
}
