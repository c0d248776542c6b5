package io.atelier.trainer.training;

import io.atelier.contract.tensor.Batch;
import io.atelier.contract.tensor.Tensor;
import io.atelier.engine.Step;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Its weight depends on every batch, iteration and seed it ever saw, in their order. */
final class FakeLearner implements Learner {

    private float weight = 1;
    private float moment;
    private long steps;
    private DoubleUnaryOperator loss = iteration -> 2 / (1 + iteration);
    private double valLoss = 1;
    private boolean averaging;
    private boolean scoring;

    static FakeLearner restored(TrainingState state) {
        FakeLearner learner = new FakeLearner();
        learner.weight = state.parameters().get(0).toFloats()[0];
        learner.moment = state.optimizer().get(0).toFloats()[0];
        return learner;
    }

    /** The loss of every step, by iteration. */
    FakeLearner withLoss(DoubleUnaryOperator byIteration) {
        loss = byIteration;
        return this;
    }

    FakeLearner withAverages() {
        averaging = true;
        return this;
    }

    void setValidationLoss(double value) {
        valLoss = value;
    }

    boolean isScoring() {
        return scoring;
    }

    long steps() {
        return steps;
    }

    @Override
    public Step trainStep(Batch batch, long iteration, long seed) {
        requireScoring(false);
        steps++;
        float gradient =
                batch.images().get(0) + 10 * batch.images().get(783) + batch.label(0) + seed + iteration * 0.01f;
        moment = 0.9f * moment + 0.1f * gradient;
        weight -= 0.01f * moment * weight;
        return new Step(loss.applyAsDouble((double) iteration) + weight * 1e-3, batch.size() / 2);
    }

    /** Sees the class by its bar and gives all others what makes {@link #setValidationLoss} the loss of every image. */
    @Override
    public void logits(FloatBuffer images, int n, float[] logits) {
        requireScoring(true);
        float others = (float) Math.log(Math.expm1(valLoss) / (SyntheticRecords.CLASSES - 1));
        Arrays.fill(logits, 0, n * SyntheticRecords.CLASSES, others);
        for (int i = 0; i < n; i++) {
            logits[i * SyntheticRecords.CLASSES + SyntheticRecords.label(images, i)] = 0;
        }
    }

    @Override
    public List<Tensor> parameters() {
        return List.of(Tensor.ofFloats("weight", new float[] {weight}, 1));
    }

    /** Half of them, where there are averages. */
    @Override
    public List<Tensor> averagedParameters() {
        return List.of(Tensor.ofFloats("weight", new float[] {averaging ? weight / 2 : weight}, 1));
    }

    @Override
    public void useAverages(boolean use) {
        scoring = use;
    }

    @Override
    public List<Tensor> optimizerState() {
        return List.of(Tensor.ofFloats("adam.weight", new float[] {moment}, 1));
    }

    private void requireScoring(boolean expected) {
        if (scoring != expected) {
            throw new IllegalStateException("Averages are there to be scored, and for nothing else");
        }
    }

    @Override
    public String sha256(List<Tensor> parameters) {
        return String.format("%064x", Float.floatToIntBits(parameters.get(0).toFloats()[0]));
    }
}
