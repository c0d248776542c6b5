package io.atelier.engine.layer;

import io.atelier.contract.Require;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;

/** Multiplies by a constant. */
public final class Scale extends Parameterless {

    private static final long serialVersionUID = 1L;

    private final float factor;

    /** @param factor not 0, and finite as a float */
    public Scale(double factor) {
        this.factor = (float) factor;
        Require.that(
                Float.isFinite(this.factor) && this.factor != 0,
                "factor must be a finite number and not 0, but is %s",
                factor);
    }

    float factor() {
        return factor;
    }

    @Override
    Layer layer(NeuralNetConfiguration configuration, DataType type) {
        return new ScaleLayer(configuration, type);
    }
}
