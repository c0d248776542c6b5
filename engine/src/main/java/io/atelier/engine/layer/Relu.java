package io.atelier.engine.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Rectified linear units, in place. */
final class Relu {

    private final NativeCall relu = new NativeCall("relu").withReals(0.0);
    private final NativeCall gradient = new NativeCall("relu_bp").withReals(0.0);

    void apply(INDArray values) {
        relu.run(new INDArray[] {values}, values);
    }

    /** Zeroes {@code outputGradient} where the output was zero. */
    void mask(INDArray output, INDArray outputGradient) {
        gradient.run(new INDArray[] {output, outputGradient}, outputGradient);
    }
}
