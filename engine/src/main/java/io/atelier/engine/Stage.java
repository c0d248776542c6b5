package io.atelier.engine;

import io.atelier.engine.layer.Accumulating;
import io.atelier.engine.layer.Nonlinearity;
import io.atelier.engine.layer.Normalizable;
import io.atelier.engine.layer.Normalizing;
import io.atelier.engine.layer.Rectifying;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What stands between the images and the classifier: a layer, or a vertex that makes one array of several. */
interface Stage {

    /** Index of the images among the values of a pass; the first stage's output is number 1, and so on. */
    int IMAGES = 0;

    /** Of the values of a pass that it reads. */
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

    /** From now on it does the batch normalization {@code next} with its own work, as far as it can and if it is one. */
    default void normalize(Stage next) {}

    /** From now on it does the batch normalization {@code previous} as it reads this input, if it is one and this can. */
    void defer(int input, Stage previous);

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

    private static void defer(Object one, int input, Stage previous) {
        if (one instanceof Normalizing normalizing && previous instanceof OfLayer other) {
            normalizing.defer(input, other.layer);
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
        public void normalize(Stage next) {
            if (layer instanceof Normalizable normalizable && next instanceof OfLayer other) {
                normalizable.normalize(other.layer);
            }
        }

        @Override
        public void defer(int input, Stage previous) {
            Stage.defer(layer, input, previous);
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
        public void defer(int input, Stage previous) {
            Stage.defer(vertex, input, previous);
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
