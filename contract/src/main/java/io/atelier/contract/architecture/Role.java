package io.atelier.contract.architecture;

import io.atelier.contract.definition.Value;

/** What a layer does with a parameter. */
public enum Role {
    WEIGHT,
    BIAS,
    GAMMA,
    BETA,
    MEAN,
    VARIANCE;

    /** The last part of a parameter's name. */
    public String label() {
        return Value.label(this);
    }
}
