package io.atelier.engine.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/** A native operation with its constant arguments, called again and again without building it anew. One thread. */
final class NativeCall {

    private final CustomOp operation;
    private final OpContext context = Nd4j.getExecutioner().buildContext();

    NativeCall(String name, long... arguments) {
        operation = DynamicCustomOp.builder(name).build();
        context.setIArguments(arguments);
    }

    NativeCall withReals(double... arguments) {
        context.setTArguments(arguments);
        return this;
    }

    /** Writes into {@code outputs}; the shapes are the caller's to get right. */
    void run(INDArray[] inputs, INDArray... outputs) {
        context.purge();
        for (int i = 0; i < inputs.length; i++) {
            context.setInputArray(i, inputs[i]);
        }
        for (int i = 0; i < outputs.length; i++) {
            context.setOutputArray(i, outputs[i]);
        }
        Nd4j.exec(operation, context);
    }
}
