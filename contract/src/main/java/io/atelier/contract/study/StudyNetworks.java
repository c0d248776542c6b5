package io.atelier.contract.study;

import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.architecture.UnknownArchitectureException;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.tensor.Batch;
import java.util.HashMap;
import java.util.Map;

/**
 * The built-in architectures as networks for the images and classes of a {@link Batch}, as long as messages name no others.
 * Thread-safe.
 */
public final class StudyNetworks {

    private static final Shape IMAGE = new Shape(Batch.SIDE, Batch.SIDE, 1);
    private static final Map<String, NetworkPlan> PLANS = plans();

    private StudyNetworks() {}

    public static NetworkPlan named(String architecture) throws UnknownArchitectureException {
        return PLANS.get(BuiltIns.named(architecture).name());
    }

    private static Map<String, NetworkPlan> plans() {
        Map<String, NetworkPlan> plans = new HashMap<>();
        try {
            for (String name : BuiltIns.names()) {
                plans.put(name, NetworkPlan.of(BuiltIns.named(name), IMAGE, Batch.CLASSES));
            }
        } catch (UnknownArchitectureException | InvalidDefinitionException e) {
            throw new IllegalStateException("The built-in architectures must fit images of " + IMAGE, e);
        }
        return Map.copyOf(plans);
    }
}
