package io.atelier.engine.optimizer;

import io.atelier.engine.kernel.SgdStep;
import io.atelier.engine.layer.Floats;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/** Stochastic gradient descent for Deeplearning4j, computed by {@link SgdStep}. Without momentum it has no state. */
record FusedSgd(ISchedule rate, double momentum, boolean nesterov) implements IUpdater {

    static final String VELOCITY = "velocity";

    @Override
    public long stateSize(long parameters) {
        return momentum == 0 ? 0 : parameters;
    }

    @Override
    public GradientUpdater<FusedSgd> instantiate(INDArray state, boolean initialize) {
        Updater updater = new Updater(this);
        updater.setStateViewArray(state, new long[0], 'c', initialize);
        return updater;
    }

    @Override
    public GradientUpdater<FusedSgd> instantiate(Map<String, INDArray> state, boolean initialize) {
        Updater updater = new Updater(this);
        updater.setState(state, initialize);
        return updater;
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return rate.valueAt(iteration, epoch);
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double learningRate, ISchedule schedule) {
        throw new UnsupportedOperationException("The recipe decides the learning rate: make another network");
    }

    @Override
    public FusedSgd clone() {
        return this;
    }

    private static final class Updater implements GradientUpdater<FusedSgd> {

        private final FusedSgd configuration;
        private INDArray velocity;

        Updater(FusedSgd configuration) {
            this.configuration = configuration;
        }

        @Override
        public FusedSgd getConfig() {
            return configuration;
        }

        @Override
        public void setState(Map<String, INDArray> state, boolean initialize) {
            setStateViewArray(state.get(VELOCITY), new long[0], 'c', initialize);
        }

        @Override
        public Map<String, INDArray> getState() {
            return velocity == null ? Map.of() : Map.of(VELOCITY, velocity);
        }

        @Override
        public void setStateViewArray(INDArray view, long[] gradientShape, char gradientOrder, boolean initialize) {
            velocity = view;
            if (view != null && initialize) {
                view.assign(0);
            }
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            float rate = (float) configuration.getLearningRate(iteration, epoch);
            SgdStep step = new SgdStep(rate, (float) configuration.momentum, configuration.nesterov);
            if (velocity == null) {
                step.apply(Floats.view(gradient));
            } else {
                step.apply(Floats.view(gradient), Floats.view(velocity));
            }
        }
    }
}
