package io.atelier.evaluator.view;

import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.experiment.Configuration;
import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.TrialDefinition;
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

    /** A view of one run with one trial on images of many classes: one epoch, evaluated. */
    public static RunView ofManyClasses(String run, int classes) {
        RunView view = new RunView(10);
        TrialDefinition definition = Samples.definition(run, 1, 1, new DatasetReference("many", 28, 28, 1, classes));
        view.add(Samples.metrics(definition.trial(), 1, true), 1_000);
        view.add(Samples.evaluationOfManyClasses(definition.trial(), 1, classes), 1_000);
        add(view, TrialEvent.running(definition, Samples.NOON, "trainer-1", 1, 1));
        return view;
    }

    /**
     * A view of one run with as many drawn configurations, each of them with as many seeds: three epochs, all evaluated.
     * Validation accuracies of the configurations are 0.9, 0.899, 0.898 and so on in the order of their drawing, for seed 1;
     * those of other seeds are less by a hundredth of a percent for each seed.
     */
    public static RunView sweep(String run, int configurations, int seeds) {
        RunView view = new RunView(10);
        int number = 0;
        for (Configuration configuration : Samples.sweep(configurations)) {
            for (int seed = 1; seed <= seeds; seed++) {
                TrialDefinition definition = Samples.definition(run, configurations * seeds, seed, configuration);
                for (int epoch = 1; epoch <= 3; epoch++) {
                    double accuracy = 0.9 - 0.001 * number - 0.0001 * (seed - 1) - 0.05 * (3 - epoch);
                    view.add(Samples.metrics(definition.trial(), epoch, accuracy), 1_000);
                    view.add(Samples.evaluation(definition.trial(), epoch), 1_000);
                }
                add(view, TrialEvent.ended(definition, Samples.NOON, "trainer-1", 1, Samples.result(3, 3)));
            }
            number++;
        }
        return view;
    }

    public static void add(RunView view, EpochMetrics metrics) {
        view.add(metrics, 1_000);
    }

    public static void add(RunView view, TrialEvent event) {
        view.add(event, 1_000);
    }
}
