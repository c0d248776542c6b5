package io.atelier.engine.layer;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Makes one array of several. */
abstract class CombinationVertex extends BaseGraphVertex {

    private static final long serialVersionUID = 1L;

    CombinationVertex(ComputationGraph graph, String name, int index, DataType type) {
        super(graph, name, index, null, null, type);
    }

    /** Of all inputs. */
    abstract INDArray output(boolean training, LayerWorkspaceMgr workspaces);

    /** One array for each input, none of which shares its memory with another. */
    abstract INDArray[] inputGradients(LayerWorkspaceMgr workspaces);

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        return output(training, workspaces);
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        return new Pair<>(null, inputGradients(workspaces));
    }

    @Override
    public boolean hasLayer() {
        return false;
    }

    @Override
    public Layer getLayer() {
        return null;
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray view) {
        // There are no parameters.
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArrays(INDArray[] masks, MaskState state, int batchSize) {
        return null;
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + " " + getVertexName();
    }
}
