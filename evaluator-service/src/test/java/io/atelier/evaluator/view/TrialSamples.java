package io.atelier.evaluator.view;

import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.TrialEvent;
import io.atelier.evaluator.Samples;

/** What the view holds, for tests of other packages. */
public final class TrialSamples {

    private TrialSamples() {}

    /** A trial with one epoch for each value: whether it was the best when it ended. */
    public static Trial withEpochs(String id, boolean... best) {
        Trial trial = Trial.unknown(id);
        for (int epoch = 1; epoch <= best.length; epoch++) {
            trial = trial.with(Samples.metrics(id, epoch, best[epoch - 1]));
        }
        return trial;
    }

    /** A view of one run with one trial: three epochs, the second the best, all evaluated. */
    public static RunView completed(String run, String dataset) {
        RunView view = new RunView(10);
        String trial = run + ".fmnist_3.s1";
        for (int epoch = 1; epoch <= 3; epoch++) {
            view.add(Samples.metrics(trial, epoch, epoch <= 2), 1_000);
            view.add(Samples.evaluation(trial, epoch), 1_000);
        }
        add(
                view,
                TrialEvent.ended(Samples.definition(run, dataset), Samples.NOON, "trainer-1", 1, Samples.result(3, 2)));
        return view;
    }

    public static void add(RunView view, EpochMetrics metrics) {
        view.add(metrics, 1_000);
    }

    public static void add(RunView view, TrialEvent event) {
        view.add(event, 1_000);
    }
}
