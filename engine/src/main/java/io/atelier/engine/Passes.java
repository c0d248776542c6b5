package io.atelier.engine;

import io.atelier.engine.kernel.Elements;
import io.atelier.engine.kernel.Pixels;
import io.atelier.engine.layer.Floats;
import java.nio.FloatBuffer;
import java.util.List;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes batches through Deeplearning4j's layers as its networks would, but with memory that stays, and with nothing between
 * the layers that only one thread does. Confined to one thread.
 */
final class Passes implements AutoCloseable {

    private final List<Stage> stages;
    private final IOutputLayer classifier;
    private final int classified;
    private final int[] readers;
    private final PooledArrays arrays = new PooledArrays();

    /**
     * @param stages each after those whose output it reads
     * @param classified the value that the classifier reads
     */
    Passes(List<Stage> stages, IOutputLayer classifier, int classified) {
        FusedStages fused = FusedStages.of(stages, classified);
        this.stages = fused.stages();
        this.classifier = classifier;
        this.classified = fused.classified();
        this.readers = fused.readers();
    }

    /** Leaves the gradients of the loss in their place. */
    void train(INDArray images, INDArray labels) {
        arrays.begin(images.size(0));
        try {
            classifier.setInput(forward(images, true), arrays);
            classifier.setLabels(labels);
            backward(classifier.backpropGradient(null, arrays).getSecond());
        } finally {
            end();
        }
    }

    /** In inference mode. */
    void logits(INDArray images, FloatBuffer logits) {
        arrays.begin(images.size(0));
        try {
            INDArray output = classifier.activate(forward(images, false), false, arrays);
            logits.put(Floats.view(output));
        } finally {
            end();
        }
    }

    /** What the classifier reads. In inference memory is lent again as soon as the last stage has read it. */
    private INDArray forward(INDArray images, boolean training) {
        INDArray[] values = new INDArray[stages.size() + 1];
        values[Stage.IMAGES] = images;
        for (int i = 1; i < values.length; i++) {
            Stage stage = stages.get(i - 1);
            INDArray[] inputs = new INDArray[stage.inputs().length];
            for (int input = 0; input < inputs.length; input++) {
                inputs[input] = values[stage.inputs()[input]];
            }
            values[i] = stage.forward(inputs, training, arrays);
            if (!training) {
                arrays.hold(values[i], readers[i]);
                for (INDArray input : inputs) {
                    arrays.release(input);
                }
            }
        }
        return values[classified];
    }

    private void backward(INDArray gradient) {
        INDArray[] gradients = new INDArray[stages.size() + 1];
        add(gradient, classified, gradients);
        for (int i = stages.size(); i > 0; i--) {
            // Nobody needs one of what stands between the images and the first layer with parameters.
            if (gradients[i] != null) {
                Stage stage = stages.get(i - 1);
                stage.addTo(gradients[stage.inputs()[0]]);
                INDArray[] ofInputs = stage.backward(gradients[i], arrays);
                for (int input = 0; input < ofInputs.length; input++) {
                    add(ofInputs[input], stage.inputs()[input], gradients);
                }
                arrays.release(gradients[i]);
            }
        }
    }

    /** An output that several read has the sum of their gradients. */
    private void add(INDArray gradient, int index, INDArray[] gradients) {
        if (gradients[index] == null) {
            gradients[index] = gradient;
            if (gradient != null) {
                arrays.hold(gradient, 1);
            }
        } else if (gradient != gradients[index]) {
            FloatBuffer sum = Floats.view(gradients[index]);
            List<Pixels> both = List.of(Floats.pixels(gradients[index]), Floats.pixels(gradient));
            Elements.sum(both, false, sum);
            arrays.release(gradient);
        }
    }

    private void end() {
        stages.forEach(Stage::clear);
        classifier.clear();
        classifier.setLabels(null);
        arrays.releaseAll();
    }

    @Override
    public void close() {
        arrays.close();
    }
}
