package io.atelier.engine;

import io.atelier.engine.layer.Accumulating;
import io.atelier.engine.layer.InputNormalizer;
import io.atelier.engine.layer.Nonlinearity;
import io.atelier.engine.layer.OutputAdder;
import io.atelier.engine.layer.OutputNormalizer;
import io.atelier.engine.layer.Rectifying;
import io.atelier.engine.layer.Sum;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What stands between the images and the classifier: a layer, or a vertex that makes one array of several. */
interface Stage {

    /** Index of the images among the values of a pass; the first stage's output is number 1, and so on. */
    int IMAGES = 0;

    /** Of the values of a pass that it reads; a layer's second one it adds to its output in inference. */
    int[] inputs();

    INDArray forward(INDArray[] inputs, boolean training, LayerWorkspaceMgr arrays);

    /**
     * Gradients of the inputs of the last {@link #forward} in training, null where nobody needs one; those of parameters go to
     * their place.
     *
     * @param gradient of the output; it may be worked on in place and be one of those that are returned
     */
    INDArray[] backward(INDArray gradient, LayerWorkspaceMgr arrays);

    /** The next {@link #backward} may add its input's gradient to this array, if it is not null, and return that. */
    default void addTo(INDArray gradient) {}

    /** Whether it is a ReLU by itself. */
    default boolean isRectifier() {
        return false;
    }

    /** From now on it does the ReLU that follows it, too, if it can. */
    boolean rectify();

    /** From now on it does its part of the batch normalization {@code next}, if that is one and this can; whether it does. */
    default boolean normalizeOutput(Stage next) {
        return false;
    }

    /** From now on it does its part of the batch normalization {@code previous} of an input, if that is one and this can. */
    void normalizeInput(int number, Stage previous);

    /**
     * From now on {@code writer}, which writes input {@code number}, adds the other one to it in inference, if this is their
     * sum and {@code writer} can; whether it does.
     */
    default boolean leaveSum(int number, Stage writer) {
        return false;
    }

    /** The same with other inputs. */
    Stage reading(int[] others);

    /** Forgets what it got. */
    void clear();

    static Stage of(Layer layer, int input) {
        return new OfLayer(layer, new int[] {input});
    }

    static Stage of(GraphVertex vertex, int[] inputs) {
        return new OfVertex(vertex, inputs);
    }

    private static void normalizeInput(Object one, int number, Stage previous) {
        if (one instanceof InputNormalizer normalizer && previous instanceof OfLayer other) {
            normalizer.normalizeInput(number, other.layer);
        }
    }

    private static boolean rectify(Object one) {
        if (one instanceof Rectifying rectifying) {
            rectifying.rectify();
            return true;
        }
        return false;
    }

    record OfLayer(Layer layer, int[] inputs) implements Stage {

        @Override
        public INDArray forward(INDArray[] inputs, boolean training, LayerWorkspaceMgr arrays) {
            if (!training && inputs.length > 1 && layer instanceof OutputAdder adder) {
                adder.summand(inputs[1]);
            }
            return layer.activate(inputs[0], training, arrays);
        }

        @Override
        public INDArray[] backward(INDArray gradient, LayerWorkspaceMgr arrays) {
            return new INDArray[] {layer.backpropGradient(gradient, arrays).getSecond()};
        }

        @Override
        public void addTo(INDArray gradient) {
            if (layer instanceof Accumulating accumulating) {
                accumulating.addTo(gradient);
            }
        }

        @Override
        public boolean isRectifier() {
            return layer.conf().getLayer() instanceof Nonlinearity nonlinearity && nonlinearity.isRectifier();
        }

        @Override
        public boolean rectify() {
            return Stage.rectify(layer);
        }

        @Override
        public boolean normalizeOutput(Stage next) {
            return layer instanceof OutputNormalizer normalizer
                    && next instanceof OfLayer other
                    && normalizer.normalizeOutput(other.layer);
        }

        @Override
        public void normalizeInput(int number, Stage previous) {
            Stage.normalizeInput(layer, number, previous);
        }

        @Override
        public Stage reading(int[] others) {
            return new OfLayer(layer, others);
        }

        @Override
        public void clear() {
            layer.clear();
        }
    }

    record OfVertex(GraphVertex vertex, int[] inputs) implements Stage {

        @Override
        public INDArray forward(INDArray[] inputs, boolean training, LayerWorkspaceMgr arrays) {
            for (int i = 0; i < inputs.length; i++) {
                vertex.setInput(i, inputs[i], arrays);
            }
            return vertex.doForward(training, arrays);
        }

        @Override
        public INDArray[] backward(INDArray gradient, LayerWorkspaceMgr arrays) {
            vertex.setEpsilon(gradient);
            return vertex.doBackward(false, arrays).getSecond();
        }

        @Override
        public boolean rectify() {
            return Stage.rectify(vertex);
        }

        @Override
        public void normalizeInput(int number, Stage previous) {
            Stage.normalizeInput(vertex, number, previous);
        }

        @Override
        public boolean leaveSum(int number, Stage writer) {
            return vertex instanceof Sum sum && writer instanceof OfLayer other && sum.leaveTo(other.layer, number);
        }

        @Override
        public Stage reading(int[] others) {
            return new OfVertex(vertex, others);
        }

        @Override
        public void clear() {
            vertex.clear();
        }
    }
}
