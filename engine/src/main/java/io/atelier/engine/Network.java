package io.atelier.engine;

import io.atelier.contract.Require;
import io.atelier.contract.Seeds;
import io.atelier.contract.architecture.Convolution;
import io.atelier.contract.architecture.Initialization;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Normalize;
import io.atelier.contract.architecture.PlannedLayer;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.recipe.Recipe;
import io.atelier.contract.tensor.Batch;
import io.atelier.contract.tensor.Tensor;
import io.atelier.engine.kernel.Elements;
import io.atelier.engine.layer.Floats;
import io.atelier.engine.layer.MeasuredCrossEntropy;
import io.atelier.engine.layer.StepDropoutLayer;
import io.atelier.engine.optimizer.Updaters;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network of a {@link NetworkPlan} with its optimizer: trains step by step, computes logits, gives and takes its state.
 *
 * <p>Owns native memory until {@link #close}. All calls, {@link #close} included, come from one thread. Same parameters,
 * batches and seeds give the same bits, on any machine and with any number of threads.
 */
public final class Network implements AutoCloseable {

    /** The most images whose logits are computed at once. */
    private static final int MOST_IMAGES = 256;

    /** The most bytes that their activations have together, unless it is one image that has more. */
    private static final long MOST_ACTIVATION_BYTES = 512L << 20;

    /** Separates dropout's numbers from others derived of the same seed. */
    private static final long DROPOUT = 0x64726f70; // "drop"

    private final NetworkPlan plan;
    private final MeasuredCrossEntropy loss;
    private final Computation network;
    private final Passes passes;
    private final OptimizerStep step;
    private final ParameterStore parameters;
    private final OptimizerState optimizer;
    private final ParameterAverages averages;
    private boolean closed;

    private Network(NetworkPlan plan, Computation network, Recipe recipe, List<String> slots) {
        this.plan = plan;
        this.network = network;
        this.passes = network.passes();
        this.step = new OptimizerStep(network.model(), network.updater());
        this.loss = (MeasuredCrossEntropy) ((org.deeplearning4j.nn.conf.layers.OutputLayer)
                        network.outputLayer().conf().getLayer())
                .getLossFn();
        this.parameters = new ParameterStore(plan, network);
        this.optimizer = new OptimizerState(plan, network, parameters, slots);
        this.averages = new ParameterAverages(recipe.averaging(), parameters.trainable());
    }

    /** To be trained by {@link Recipe#DEFAULT}, as {@link #create(NetworkPlan, Recipe, int, long)}. */
    public static Network create(NetworkPlan plan, long seed) {
        return create(plan, Recipe.DEFAULT, 1, seed);
    }

    /**
     * A network with initial values drawn of {@code seed}. Needs {@link NativeRuntime#start} before.
     *
     * @param recipe how it will be trained
     * @param stepsPerEpoch at least 1; the recipe's schedule depends on it
     */
    public static Network create(NetworkPlan plan, Recipe recipe, int stepsPerEpoch, long seed) {
        NativeRuntime.enter();
        Updaters updaters = Updaters.of(recipe.optimizer(), recipe.schedule(), stepsPerEpoch, recipe.epochs());
        MeasuredCrossEntropy loss = new MeasuredCrossEntropy(recipe.labelSmoothing());
        Computation computation =
                plan.isSequential() ? Row.open(plan, loss, updaters) : Branches.open(plan, loss, updaters);
        Network network = new Network(plan, computation, recipe, updaters.slots());
        network.parameters.initialize(seed);
        network.optimizer.reset();
        network.averages.reset();
        return network;
    }

    public NetworkPlan plan() {
        return plan;
    }

    /**
     * One step of the recipe's optimizer on the batch's mean cross-entropy.
     *
     * @param iteration how many steps came before, for schedule, bias correction, averages and dropout; with the images of
     *     step 0 begin the weights that whitening makes, unless others were set
     * @param seed of the trial; dropout's masks follow from it and {@code iteration}
     * @throws IllegalArgumentException if images or a label do not fit this network
     */
    public Step trainStep(Batch batch, long iteration, long seed) {
        requireOpen();
        NativeRuntime.enter();
        Require.that(
                iteration >= 0 && iteration < Integer.MAX_VALUE,
                "iteration must be between 0 and %d, but is %d",
                Integer.MAX_VALUE - 1,
                iteration);
        int n = batch.size();
        FloatBuffer images = batch.images();
        Require.that(
                images.remaining() == n * plan.input().size(),
                "images must be %s, but a batch of %d has %d values",
                plan.input(),
                n,
                images.remaining());
        if (iteration == 0) {
            whiten(images, n);
        }
        prepareDropout(Seeds.derive(seed, DROPOUT, iteration));
        try (INDArray pixels = images(images, n);
                INDArray classes = oneHot(batch)) {
            passes.train(pixels, classes);
        }
        step.take((int) iteration);
        averages.follow(iteration);
        return new Step(loss.loss(), loss.correct());
    }

    /**
     * The arguments of {@link io.atelier.engine.kernel.Softmax}, computed in inference mode: moving statistics, no dropout.
     *
     * @param images {@code [n, height, width, channels]} pixels from the buffer's position, which stays
     * @param logits takes {@code n * classes} values
     * @throws IllegalArgumentException if a size does not fit
     */
    public void logits(FloatBuffer images, int n, float[] logits) {
        requireOpen();
        NativeRuntime.enter();
        int pixels = (int) plan.input().size();
        int classes = plan.classes();
        Require.that(n >= 0, "n must not be negative, but is %d", n);
        Require.that(
                images.remaining() >= (long) n * pixels,
                "%d images need %d pixels, but there are %d",
                n,
                (long) n * pixels,
                images.remaining());
        Require.that(
                logits.length >= (long) n * classes,
                "%d images need room for %d logits, but there is room for %d",
                n,
                (long) n * classes,
                logits.length);
        int most = (int) Math.max(1, Math.min(MOST_IMAGES, MOST_ACTIVATION_BYTES / plan.activationBytes()));
        int chunks = (n + most - 1) / most;
        int count = chunks == 0 ? 0 : (n + chunks - 1) / chunks;
        for (int chunk = 0; chunk < chunks; chunk++) {
            // The last ones may be computed twice: of another number of images, memory would be allocated anew.
            int from = Math.min(chunk * count, n - count);
            try (INDArray input = images(images.slice(images.position() + from * pixels, count * pixels), count)) {
                passes.logits(input, FloatBuffer.wrap(logits, from * classes, count * classes));
            }
        }
    }

    /** What begins with whitening begins with the images of the first step, as the layer gets them. */
    private void whiten(FloatBuffer images, int n) {
        for (PlannedLayer layer : plan.layers()) {
            if (layer.layer() instanceof Convolution convolution
                    && convolution.initialization() == Initialization.WHITENING
                    && parameters.isZero(layer.parameters().get(0))) {
                float[] weights = Whitening.filters(
                        inputOf(layer, images),
                        n,
                        plan.input(),
                        convolution.kernel(),
                        layer.output().channels());
                parameters.write(layer.parameters().get(0), weights);
                averages.reset();
            }
        }
    }

    /** The images as they are or, if that is what it gets, normalized. */
    private FloatBuffer inputOf(PlannedLayer layer, FloatBuffer images) {
        int input = layer.inputs().get(0);
        if (input == NetworkPlan.IMAGE) {
            return images;
        }
        FloatBuffer normalized = FloatBuffer.allocate(images.remaining());
        LayerMaker.normalize((Normalize) plan.layers().get(input).layer()).apply(images.slice(), normalized);
        return normalized;
    }

    private void prepareDropout(long stepSeed) {
        for (org.deeplearning4j.nn.api.Layer layer : network.layers()) {
            if (layer instanceof StepDropoutLayer dropout) {
                dropout.setStepSeed(stepSeed);
            }
        }
    }

    /** {@code [n, height, width, channels]}: with one channel the same order as {@code [n, 1, height, width]}. */
    private INDArray images(FloatBuffer pixels, int n) {
        Shape shape = plan.input();
        INDArray images = Nd4j.createUninitializedDetached(
                DataType.FLOAT, 'c', n, shape.height(), shape.width(), shape.channels());
        Elements.copy(pixels.slice(), Floats.view(images));
        return images;
    }

    private INDArray oneHot(Batch batch) {
        int n = batch.size();
        int classes = plan.classes();
        for (int i = 0; i < n; i++) {
            Require.inRange(batch.label(i), 0, classes - 1, "label");
        }
        INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', n, classes);
        FloatBuffer values = Floats.view(array);
        float[] row = new float[classes];
        for (int i = 0; i < n; i++) {
            row[batch.label(i)] = 1;
            values.put(row);
            row[batch.label(i)] = 0;
        }
        return array;
    }

    /** Copies, in layer order. */
    public List<Tensor> parameters() {
        requireOpen();
        return parameters.read();
    }

    /**
     * Copies all of them into this network.
     *
     * @throws IncompatibleParametersException if names, types, shapes or order are not those of {@link #parameters};
     *     nothing is changed then
     */
    public void setParameters(List<Tensor> tensors) throws IncompatibleParametersException {
        requireOpen();
        parameters.write(tensors);
    }

    /**
     * What is scored and published: the recipe's last average of the trainable parameters, copies, and all others as they
     * are; without averages the same as {@link #parameters}.
     */
    public List<Tensor> averagedParameters() {
        requireOpen();
        return averages.replace(parameters.read());
    }

    /**
     * The optimizer's state and the averages, copies; with {@link #parameters} and the iteration all that training depends on.
     */
    public List<Tensor> optimizerState() {
        requireOpen();
        List<Tensor> state = new ArrayList<>(optimizer.read());
        state.addAll(averages.read());
        return state;
    }

    /**
     * Copies all of it into this network.
     *
     * @throws IncompatibleParametersException if names, types, shapes or order are not those of
     *     {@link #optimizerState}; nothing is changed then
     */
    public void setOptimizerState(List<Tensor> tensors) throws IncompatibleParametersException {
        requireOpen();
        int split = Math.min(optimizer.size(), tensors.size());
        List<Tensor> first = tensors.subList(0, split);
        List<Tensor> second = tensors.subList(split, tensors.size());
        optimizer.check(first);
        averages.check(second);
        optimizer.write(first);
        averages.write(second);
    }

    /** Of the values alone, as little-endian float32 in the order given; lower-case hexadecimal. */
    public static String sha256(List<Tensor> parameters) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Tensor tensor : parameters) {
                digest.update(tensor.data());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The network is closed");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            averages.close();
            passes.close();
            network.close();
        }
    }
}
