package io.atelier.trainer.status;

import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.engine.Step;
import io.atelier.trainer.training.Outcome;
import io.atelier.trainer.training.Position;
import io.atelier.trainer.trial.TrialObserver;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs where the training thread's time went when a trial leaves this trainer. Between two trials another thread may call. */
public final class TimeReport implements TrialObserver {

    private static final Logger LOG = LoggerFactory.getLogger(TimeReport.class);

    private double trained;
    private double waited;
    private double committed;
    private double validated;

    @Override
    public void onTaken(TrialDefinition trial, int delivery) {
        trained = 0;
        waited = 0;
        committed = 0;
        validated = 0;
    }

    @Override
    public void onBatch(Position position, Step step, int images, double waitedSeconds, double trainedSeconds) {
        waited += waitedSeconds;
        trained += trainedSeconds;
    }

    @Override
    public void onHandOver(double copied, double stalled) {
        committed += copied + stalled;
    }

    @Override
    public void onEpoch(EpochMetrics metrics, double validationSeconds) {
        validated += validationSeconds;
    }

    @Override
    public void onOutcome(TrialDefinition trial, Outcome outcome) {
        LOG.info("Trial {}: {}", trial.trial(), report());
    }

    String report() {
        return part("training", trained) + ", " + part("waiting for batches", waited) + ", "
                + part("committing", committed) + ", " + part("validating", validated);
    }

    private String part(String name, double seconds) {
        double all = Math.max(trained + waited + committed + validated, 1e-9);
        return String.format(Locale.ROOT, "%s %.1f s (%.1f %%)", name, seconds, 100 * seconds / all);
    }
}
