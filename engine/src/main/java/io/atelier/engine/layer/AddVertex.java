package io.atelier.engine.layer;

import io.atelier.engine.kernel.Elements;
import io.atelier.engine.kernel.Pixels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes by {@link Elements}. */
final class AddVertex extends CombinationVertex implements Rectifying, InputNormalizer, Sum {

    private static final long serialVersionUID = 1L;

    private transient INDArray activations;
    private boolean rectified;

    /** Number of the input that is already the sum in inference; negative if there is none. */
    private int sum = -1;

    private final transient Map<Integer, PreviousNormalization> previous = new HashMap<>();

    AddVertex(ComputationGraph graph, String name, int index, DataType type) {
        super(graph, name, index, type);
    }

    @Override
    public void rectify() {
        rectified = true;
    }

    @Override
    public void normalizeInput(int number, Layer layer) {
        previous(number).take(layer);
    }

    @Override
    public boolean leaveTo(Layer writer, int number) {
        boolean left = writer instanceof OutputAdder adder && adder.addToOutput(rectified);
        if (left) {
            sum = number;
        }
        return left;
    }

    private PreviousNormalization previous(int number) {
        return previous.computeIfAbsent(number, one -> new PreviousNormalization());
    }

    @Override
    INDArray output(boolean training, LayerWorkspaceMgr workspaces) {
        if (sum >= 0 && !training) {
            return inputs[sum];
        }
        INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, inputs[0].shape(), 'c');
        List<Pixels> summands = IntStream.range(0, inputs.length)
                .mapToObj(i -> previous(i).input(inputs[i], training))
                .toList();
        Elements.sum(summands, rectified, Floats.view(output));
        activations = output;
        return output;
    }

    /** The first gets {@code epsilon} itself, the others copies: whoever gets one works in its place. */
    @Override
    INDArray[] inputGradients(LayerWorkspaceMgr workspaces) {
        INDArray[] gradients = new INDArray[inputs.length];
        gradients[0] = workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, epsilon);
        for (int i = 1; i < gradients.length; i++) {
            gradients[i] = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, epsilon.shape(), 'c');
        }
        Pixels gradient = Floats.pixels(epsilon);
        Pixels ofSum = rectified ? gradient.maskedBy(Floats.pixels(activations)) : gradient;
        ofSum.copyTo(IntStream.range(0, inputs.length)
                .mapToObj(i -> previous(i).gradient(gradients[i], ofSum.run()))
                .toList());
        return gradients;
    }

    @Override
    public void clear() {
        super.clear();
        activations = null;
    }
}
