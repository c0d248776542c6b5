package io.atelier.evaluator.checkpoints;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.message.Evaluation;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.contract.stream.RecordSource;
import io.atelier.engine.IncompatibleParametersException;
import io.atelier.engine.Network;
import io.atelier.evaluator.scoring.ClassificationReport;
import io.atelier.evaluator.scoring.Tally;
import io.atelier.evaluator.testset.AwaitedTestSets;
import io.atelier.evaluator.testset.TestImagesGivenUpException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Puts a checkpoint's parameters into our own build of the trial's architecture and scores it. Belongs to one thread. */
final class CheckpointScorer implements AutoCloseable {

    private final AwaitedTestSets testSets;
    private final Function<DatasetReference, List<String>> classNames;
    private final Networks networks;

    /** @param classNames of a dataset, in label order */
    CheckpointScorer(AwaitedTestSets testSets, Function<DatasetReference, List<String>> classNames, int networks) {
        this.testSets = testSets;
        this.classNames = classNames;
        this.networks = new Networks(networks);
    }

    /**
     * Scores a checkpoint on its trial's test set.
     *
     * @throws MalformedMessageException if its parameters do not fit or do not give finite logits
     * @throws TestImagesGivenUpException if its test images were waited for in vain
     * @throws DataUnavailableException if the test images did not come
     */
    Evaluation score(Checkpoint checkpoint, TrialDefinition definition)
            throws MalformedMessageException, DataUnavailableException, TestImagesGivenUpException,
                    InterruptedException {
        if (!checkpoint.architecture().equals(definition.architecture().name())) {
            throw new MalformedMessageException("Expected parameters of architecture " + definition.architecture()
                    + " for trial " + checkpoint.trial() + ", found " + checkpoint.architecture());
        }
        Network network = network(checkpoint, definition);
        String sha256 = Network.sha256(network.parameters());
        if (!sha256.equals(checkpoint.paramsSha256())) {
            throw new MalformedMessageException("Expected parameters with SHA-256 " + checkpoint.paramsSha256()
                    + " in the checkpoint of epoch " + checkpoint.epoch() + " of trial " + checkpoint.trial()
                    + ", found " + sha256);
        }
        try {
            return testSets.read(definition.test(), records -> score(checkpoint, definition, network, records));
        } catch (IllegalArgumentException | ArithmeticException e) {
            // The parameters give no scores.
            throw new MalformedMessageException(
                    "Checkpoint of epoch " + checkpoint.epoch() + " of trial " + checkpoint.trial()
                            + " can't be scored: " + e.getMessage(),
                    e);
        }
    }

    private Evaluation score(Checkpoint checkpoint, TrialDefinition definition, Network network, RecordSource records)
            throws DataUnavailableException, InterruptedException {
        TestLogits logits =
                new TestLogits(network, definition.test(), definition.recipe().prediction(), records);
        List<String> names = classNames.apply(definition.dataset());
        Tally plain = new Tally(names);
        Tally averaged = new Tally(names);
        logits.each(plain::add, averaged::add);
        Optional<ClassificationReport> augmented =
                logits.isAveraging() ? Optional.of(averaged.report()) : Optional.empty();
        return evaluation(checkpoint, plain.report(), augmented);
    }

    private Network network(Checkpoint checkpoint, TrialDefinition definition) throws MalformedMessageException {
        try {
            Network network = networks.get(definition.dataset().shape().plan(definition.architecture()));
            network.setParameters(checkpoint.parameters());
            return network;
        } catch (InvalidDefinitionException | IncompatibleParametersException e) {
            throw new MalformedMessageException(e.getMessage(), e);
        }
    }

    private static Evaluation evaluation(
            Checkpoint checkpoint, ClassificationReport report, Optional<ClassificationReport> augmented) {
        return new Evaluation(
                Evaluation.SCHEMA,
                checkpoint.trial(),
                checkpoint.epoch(),
                report.images(),
                report.classes(),
                report.loss(),
                report.accuracy(),
                report.top5(),
                report.precision(),
                report.recall(),
                report.f1(),
                augmented.map(ClassificationReport::scores).orElse(null),
                report.perClass(),
                report.confusion(),
                report.confused(),
                report.sample(),
                report.mistakes(),
                checkpoint.paramsSha256());
    }

    @Override
    public void close() {
        networks.close();
    }
}
