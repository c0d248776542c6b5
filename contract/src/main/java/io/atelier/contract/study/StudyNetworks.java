package io.atelier.contract.study;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.architecture.UnknownArchitectureException;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.tensor.Batch;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Architectures as networks for the images and classes of a {@link Batch}. Thread-safe. */
public final class StudyNetworks {

    private static final Shape IMAGE = new Shape(Batch.SIDE, Batch.SIDE, 1);
    private static final Map<String, NetworkPlan> PLANS = plans();

    private StudyNetworks() {}

    /**
     * The network of an architecture.
     *
     * @throws InvalidDefinitionException if the architecture does not fit the images, or the network is too large
     */
    public static NetworkPlan of(Architecture architecture) throws InvalidDefinitionException {
        return NetworkPlan.of(architecture, IMAGE, Batch.CLASSES);
    }

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
                plans.put(name, of(BuiltIns.named(name)));
            }
        } catch (UnknownArchitectureException | InvalidDefinitionException e) {
            throw new IllegalStateException("The built-in architectures must fit images of " + IMAGE, e);
        }
        return Map.copyOf(plans);
    }
}
