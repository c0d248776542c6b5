package io.atelier.contract.study;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.architecture.UnknownArchitectureException;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.tensor.Batch;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Architectures as networks for the images and classes of a {@link Batch}. Thread-safe. */
public final class StudyNetworks {

    private static final Shape IMAGE = new Shape(Batch.SIDE, Batch.SIDE, 1);
    private static final Map<String, NetworkPlan> PLANS = new ConcurrentHashMap<>();

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
        NetworkPlan known = PLANS.get(architecture);
        if (known != null) {
            return known;
        }
        try {
            NetworkPlan plan = of(BuiltIns.named(architecture));
            PLANS.put(architecture, plan);
            return plan;
        } catch (InvalidDefinitionException e) {
            throw new IllegalStateException("The built-in " + architecture + " must fit " + IMAGE, e);
        }
    }
}
