package io.atelier.contract.study;

import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.architecture.UnknownArchitectureException;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.tensor.Batch;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The built-in architectures as networks for the images and classes of a {@link Batch}, as long as messages name no others.
 * Thread-safe.
 */
public final class StudyNetworks {

    private static final Shape IMAGE = new Shape(Batch.SIDE, Batch.SIDE, 1);
    private static final Map<String, NetworkPlan> PLANS = new ConcurrentHashMap<>();

    private StudyNetworks() {}

    public static NetworkPlan named(String architecture) throws UnknownArchitectureException {
        NetworkPlan known = PLANS.get(architecture);
        if (known != null) {
            return known;
        }
        try {
            NetworkPlan plan = NetworkPlan.of(BuiltIns.named(architecture), IMAGE, Batch.CLASSES);
            PLANS.put(architecture, plan);
            return plan;
        } catch (InvalidDefinitionException e) {
            throw new IllegalStateException("The built-in " + architecture + " must fit " + IMAGE, e);
        }
    }
}
