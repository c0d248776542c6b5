package io.atelier.engine.optimizer;

import io.atelier.contract.recipe.Optimizer;
import io.atelier.engine.kernel.AdamStep;
import io.atelier.engine.layer.Floats;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;

/** Deeplearning4j's Adam, computed by {@link AdamStep}. */
final class FusedAdam extends Adam {

    private static final long serialVersionUID = 1L;

    FusedAdam(Optimizer.Adam adam, ISchedule rate) {
        this(adam.learningRate(), rate, adam.beta1(), adam.beta2(), adam.epsilon());
    }

    private FusedAdam(double learningRate, ISchedule rate, double firstDecay, double secondDecay, double epsilon) {
        super(learningRate, firstDecay, secondDecay, epsilon);
        setLearningRateSchedule(rate);
    }

    @Override
    public FusedAdam clone() {
        return new FusedAdam(getLearningRate(), getLearningRateSchedule(), getBeta1(), getBeta2(), getEpsilon());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FusedAdam && super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    public GradientUpdater<Adam> instantiate(INDArray state, boolean initialize) {
        Updater updater = new Updater(this);
        updater.setStateViewArray(state, new long[] {1, state.length() / 2}, 'c', initialize);
        return updater;
    }

    @Override
    public GradientUpdater<Adam> instantiate(Map<String, INDArray> state, boolean initialize) {
        Updater updater = new Updater(this);
        updater.setState(state, initialize);
        return updater;
    }

    private static final class Updater extends AdamUpdater {

        Updater(FusedAdam configuration) {
            super(configuration);
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            Adam adam = getConfig();
            double step = iteration + 1.0;
            double rate = adam.getLearningRate(iteration, epoch)
                    * Math.sqrt(1 - StrictMath.pow(adam.getBeta2(), step))
                    / (1 - StrictMath.pow(adam.getBeta1(), step));
            new AdamStep((float) rate, (float) adam.getBeta1(), (float) adam.getBeta2(), (float) adam.getEpsilon())
                    .apply(Floats.view(gradient), Floats.view(getM()), Floats.view(getV()));
        }
    }
}
