package io.atelier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.architecture.Definitions;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.recipe.Recipe;
import io.atelier.engine.layer.Floats;
import io.atelier.engine.layer.MeasuredCrossEntropy;
import io.atelier.engine.layer.StepDropoutLayer;
import io.atelier.engine.optimizer.Updaters;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Our passes through Deeplearning4j's layers give the bits of Deeplearning4j's own, whatever is fused and lent again. */
class PassesTest {

    private static final Shape IMAGE = new Shape(8, 6, 2);
    private static final int CLASSES = 3;

    /** Every ReLU that can be fused and each reason not to, outputs that two and three read, and memory with two names. */
    private static final String[] BRANCHED = {
        "{'kind': 'convolution', 'filters': 5, 'bias': false, 'name': 'first'}",
        "{'kind': 'batch_norm'}",
        "{'kind': 'activation', 'activation': 'relu', 'name': 'stem'}",
        "{'kind': 'convolution', 'filters': 5}",
        "{'kind': 'batch_norm', 'frozen': true}",
        "{'kind': 'activation', 'activation': 'relu'}",
        "{'kind': 'convolution', 'filters': 5}",
        "{'kind': 'batch_norm', 'name': 'twice'}",
        "{'kind': 'activation', 'activation': 'relu', 'name': 'alone'}",
        "{'kind': 'add', 'inputs': ['alone', 'stem', 'twice']}",
        "{'kind': 'activation', 'activation': 'relu', 'name': 'sum'}",
        "{'kind': 'convolution', 'filters': 5, 'kernel': 1, 'inputs': ['stem'], 'name': 'one'}",
        "{'kind': 'add', 'inputs': ['one', 'sum', 'sum']}",
        "{'kind': 'dropout', 'rate': 0.3}",
        "{'kind': 'flatten'}",
        "{'kind': 'dropout', 'rate': 0.2}",
        "{'kind': 'dense', 'units': 7}",
        "{'kind': 'batch_norm'}",
        "{'kind': 'activation', 'activation': 'relu'}",
        "{'kind': 'output'}"
    };

    private static final String[] ROW = {
        "{'kind': 'convolution', 'filters': 4}",
        "{'kind': 'batch_norm'}",
        "{'kind': 'activation', 'activation': 'relu'}",
        "{'kind': 'convolution', 'filters': 4, 'activation': 'relu'}",
        "{'kind': 'max_pool'}",
        "{'kind': 'batch_norm'}",
        "{'kind': 'activation', 'activation': 'relu'}",
        "{'kind': 'dropout', 'rate': 0.3}",
        "{'kind': 'flatten'}",
        "{'kind': 'output'}"
    };

    /** Every kind of convolution that does a batch normalization in inference, and one that does not. */
    private static final String[] CONVOLUTIONS = {
        "{'kind': 'convolution', 'filters': 16, 'activation': 'relu'}",
        "{'kind': 'batch_norm'}",
        "{'kind': 'convolution', 'filters': 17, 'activation': 'relu'}",
        "{'kind': 'batch_norm'}",
        "{'kind': 'convolution', 'filters': 16, 'activation': 'relu'}",
        "{'kind': 'max_pool'}",
        "{'kind': 'batch_norm'}",
        "{'kind': 'convolution', 'groups': 'all', 'activation': 'relu'}",
        "{'kind': 'batch_norm'}",
        "{'kind': 'activation', 'activation': 'relu'}",
        "{'kind': 'convolution', 'filters': 3, 'kernel': 1}",
        "{'kind': 'batch_norm'}",
        "{'kind': 'convolution', 'filters': 5, 'kernel': 1, 'activation': 'tanh'}",
        "{'kind': 'batch_norm'}",
        "{'kind': 'flatten'}",
        "{'kind': 'output'}"
    };

    /** Batch normalizations that a convolution does as it reads its input, and those of one or both summands. */
    private static final String[] RESIDUAL = {
        "{'kind': 'convolution', 'filters': 16, 'bias': false}",
        "{'kind': 'batch_norm', 'name': 'stem'}",
        "{'kind': 'convolution', 'filters': 19, 'bias': false}",
        "{'kind': 'batch_norm'}",
        "{'kind': 'activation', 'activation': 'relu'}",
        "{'kind': 'convolution', 'filters': 16, 'bias': false}",
        "{'kind': 'batch_norm', 'name': 'residual'}",
        "{'kind': 'add', 'inputs': ['stem', 'residual']}",
        "{'kind': 'activation', 'activation': 'relu', 'name': 'first'}",
        "{'kind': 'convolution', 'filters': 21, 'stride': 2, 'bias': false}",
        "{'kind': 'batch_norm'}",
        "{'kind': 'activation', 'activation': 'relu'}",
        "{'kind': 'convolution', 'filters': 21, 'bias': false}",
        "{'kind': 'batch_norm', 'name': 'smaller'}",
        "{'kind': 'convolution', 'filters': 21, 'kernel': 1, 'stride': 2, 'inputs': ['first']}",
        "{'kind': 'batch_norm', 'frozen': true, 'name': 'shortcut'}",
        "{'kind': 'add', 'inputs': ['smaller', 'shortcut']}",
        "{'kind': 'activation', 'activation': 'relu'}",
        "{'kind': 'global_average_pool'}",
        "{'kind': 'output'}"
    };

    /**
     * Sums that a convolution does in inference: of what is not normalized, with a ReLU before, and of the first and the last
     * summand; and sums that it cannot do, of what another activation gives and of one value twice.
     */
    private static final String[] SUMS = {
        "{'kind': 'convolution', 'filters': 19, 'name': 'first'}",
        "{'kind': 'batch_norm'}",
        "{'kind': 'activation', 'activation': 'relu'}",
        "{'kind': 'convolution', 'filters': 19, 'name': 'linear'}",
        "{'kind': 'add', 'inputs': ['first', 'linear'], 'name': 'plain'}",
        "{'kind': 'convolution', 'filters': 19, 'activation': 'relu', 'name': 'positive'}",
        "{'kind': 'add', 'inputs': ['positive', 'plain'], 'name': 'sum'}",
        "{'kind': 'activation', 'activation': 'relu', 'name': 'rectified'}",
        "{'kind': 'convolution', 'groups': 'all', 'activation': 'tanh', 'name': 'tanh'}",
        "{'kind': 'add', 'inputs': ['rectified', 'tanh'], 'name': 'other'}",
        "{'kind': 'convolution', 'filters': 5, 'name': 'twice'}",
        "{'kind': 'add', 'inputs': ['twice', 'twice']}",
        "{'kind': 'global_average_pool'}",
        "{'kind': 'output'}"
    };

    @BeforeEach
    void start() {
        NativeRuntime.start(2);
    }

    @Test
    void shouldGiveTheBitsOfDeeplearning4jWithBranches() throws InvalidDefinitionException {
        NetworkPlan plan = NetworkPlan.of(Definitions.of("branched", BRANCHED), IMAGE, CLASSES);
        assertThat(plan.isSequential()).isFalse();
        compare(plan);
    }

    @Test
    void shouldGiveTheBitsOfDeeplearning4jInARow() throws InvalidDefinitionException {
        NetworkPlan plan = NetworkPlan.of(Definitions.of("row", ROW), IMAGE, CLASSES);
        assertThat(plan.isSequential()).isTrue();
        compare(plan);
    }

    @Test
    void shouldGiveTheBitsOfDeeplearning4jWithEveryKindOfConvolution() throws InvalidDefinitionException {
        Shape grey = new Shape(IMAGE.height(), IMAGE.width(), 1);
        compare(NetworkPlan.of(Definitions.of("convolutions", CONVOLUTIONS), grey, CLASSES));
    }

    @Test
    void shouldGiveTheBitsOfDeeplearning4jInAResidualNetwork() throws InvalidDefinitionException {
        compare(NetworkPlan.of(Definitions.of("residual", RESIDUAL), IMAGE, CLASSES));
        // Of runs that are summed where pixels are written, these images have a whole number.
        compare(NetworkPlan.of(Definitions.of("residual", RESIDUAL), new Shape(16, 16, 2), CLASSES));
    }

    @Test
    void shouldGiveTheBitsOfDeeplearning4jWithEveryKindOfSum() throws InvalidDefinitionException {
        compare(NetworkPlan.of(Definitions.of("sums", SUMS), IMAGE, CLASSES));
    }

    private static void compare(NetworkPlan plan) {
        try (Computation theirs = open(plan);
                Computation ours = open(plan);
                Passes passes = ours.passes()) {
            ours.model().params().assign(theirs.model().params());
            // Another number of images comes in between, then the first again.
            for (int images : new int[] {4, 4, 3, 4}) {
                INDArray pixels = random(
                        images,
                        plan.input().height(),
                        plan.input().width(),
                        plan.input().channels());
                INDArray labels = labels(images);
                float[] logits = new float[images * CLASSES];
                passes.logits(pixels, FloatBuffer.wrap(logits));
                assertThat(logits).as("logits").isEqualTo(output(theirs, pixels));

                passes.train(pixels, labels);
                gradients(theirs, pixels, labels);
                assertThat(values(ours.model().getGradientsViewArray()))
                        .as("gradients")
                        .isEqualTo(values(theirs.model().getGradientsViewArray()));
            }
        }
    }

    private static Computation open(NetworkPlan plan) {
        Recipe recipe = Recipe.DEFAULT;
        Updaters updaters = Updaters.of(recipe.optimizer(), recipe.schedule(), 1, recipe.epochs());
        MeasuredCrossEntropy loss = new MeasuredCrossEntropy();
        Computation computation =
                plan.isSequential() ? Row.open(plan, loss, updaters) : Branches.open(plan, loss, updaters);
        FloatBuffer parameters = Floats.view(computation.model().params());
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < parameters.limit(); i++) {
            parameters.put(i, (float) random.nextDouble(0.1, 0.6) * (i % 3 == 0 ? -1 : 1));
        }
        for (org.deeplearning4j.nn.api.Layer layer : computation.layers()) {
            // Drawn like the others, it could be negative.
            INDArray variance = layer.paramTable().get("var");
            if (variance != null) {
                variance.assign(0.5);
            }
            if (layer instanceof StepDropoutLayer dropout) {
                dropout.setStepSeed(3);
            }
        }
        return computation;
    }

    private static float[] output(Computation theirs, INDArray pixels) {
        return values(
                theirs.model() instanceof ComputationGraph graph
                        ? graph.outputSingle(false, pixels)
                        : ((MultiLayerNetwork) theirs.model()).output(pixels, false));
    }

    private static void gradients(Computation theirs, INDArray pixels, INDArray labels) {
        if (theirs.model() instanceof ComputationGraph graph) {
            graph.setInput(0, pixels);
            graph.setLabels(labels);
        } else {
            MultiLayerNetwork network = (MultiLayerNetwork) theirs.model();
            network.setInput(pixels);
            network.setLabels(labels);
        }
        theirs.model().computeGradientAndScore(LayerWorkspaceMgr.noWorkspaces());
    }

    private static INDArray random(long... shape) {
        INDArray array = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
        FloatBuffer values = Floats.view(array);
        SplittableRandom random = new SplittableRandom(shape[0]);
        for (int i = 0; i < values.limit(); i++) {
            values.put(i, (float) random.nextDouble(-1, 1));
        }
        return array;
    }

    private static INDArray labels(int images) {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, images, CLASSES);
        for (int n = 0; n < images; n++) {
            labels.putScalar(n, n % CLASSES, 1);
        }
        return labels;
    }

    private static float[] values(INDArray array) {
        float[] values = new float[(int) array.length()];
        Floats.view(array).get(values);
        return values;
    }
}
