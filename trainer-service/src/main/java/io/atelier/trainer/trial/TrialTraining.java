package io.atelier.trainer.trial;

import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.message.Failure;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.stream.BatchStream;
import io.atelier.contract.stream.BatchStreams;
import io.atelier.contract.stream.Batches;
import io.atelier.engine.Network;
import io.atelier.trainer.progress.FencedException;
import io.atelier.trainer.progress.ProgressLog;
import io.atelier.trainer.progress.ProgressPublisher;
import io.atelier.trainer.progress.ProgressUnavailableException;
import io.atelier.trainer.training.Best;
import io.atelier.trainer.training.IncompatibleStateException;
import io.atelier.trainer.training.OtherArithmeticException;
import io.atelier.trainer.training.Outcome;
import io.atelier.trainer.training.Position;
import io.atelier.trainer.training.TrainingLoop;
import io.atelier.trainer.training.TrainingState;
import io.atelier.trainer.training.TrainingStateCodec;
import io.atelier.trainer.training.Validation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts network, streams and progress together for one stretch of training, and takes them apart again. */
public final class TrialTraining {

    private static final Logger LOG = LoggerFactory.getLogger(TrialTraining.class);

    private final BatchStreams streams;
    private final Duration commitInterval;
    private final long mostKept;
    private final TrialObserver observer;

    /** @param mostKept the most bytes of validation images that are kept for all epochs of a trial */
    public TrialTraining(BatchStreams streams, Duration commitInterval, long mostKept, TrialObserver observer) {
        this.streams = streams;
        this.commitInterval = commitInterval;
        this.mostKept = mostKept;
        this.observer = observer;
    }

    /** Trains until the trial ends or {@code stop} asks to; a trial that can't be trained here ends as a failure. */
    Outcome train(TrialDefinition trial, ProgressLog progress, BooleanSupplier stop)
            throws FencedException, ProgressUnavailableException {
        try {
            return train(trial, state(trial, progress), progress, stop);
        } catch (InvalidDefinitionException e) {
            return failed(Failure.Code.INVALID_DEFINITION, e.getMessage());
        } catch (IncompatibleStateException e) {
            return failed(Failure.Code.INCOMPATIBLE_STATE, e.getMessage());
        }
    }

    /** Why only a trainer with another arithmetic can go on with the trial, if that is so. */
    static Optional<OtherArithmeticException> otherArithmetic(TrialDefinition trial, ProgressLog progress) {
        try {
            state(trial, progress);
            return Optional.empty();
        } catch (OtherArithmeticException e) {
            return Optional.of(e);
        } catch (IncompatibleStateException e) {
            return Optional.empty();
        }
    }

    /** Where the trial stands, in steps of the optimizer; 0 if its state can't be used, which training then says. */
    static long iteration(TrialDefinition trial, ProgressLog progress) {
        try {
            return state(trial, progress)
                    .map(state -> state.position().iteration())
                    .orElse(0L);
        } catch (IncompatibleStateException e) {
            return 0;
        }
    }

    private Outcome train(
            TrialDefinition trial, Optional<TrainingState> state, ProgressLog progress, BooleanSupplier stop)
            throws FencedException, ProgressUnavailableException, InvalidDefinitionException,
                    IncompatibleStateException {
        Position position = state.map(TrainingState::position).orElse(Position.START);
        Optional<Best> best = state.flatMap(TrainingState::best);
        try (Network network = network(trial);
                ProgressPublisher publisher = new ProgressPublisher(
                        progress::commit,
                        commitInterval,
                        times -> observer.onCommit(times.encoding(), times.transaction()));
                BatchStream records = streams.open(trial.train(), trial.epochs(), end(stop, publisher))) {
            NetworkLearner learner = new NetworkLearner(network, trial.recipe());
            if (state.isPresent()) {
                learner.restore(state.get());
            }
            Optional<Validation> validation = Optional.ofNullable(trial.validation())
                    .map(stream -> new Validation(stream, () -> streams.open(stream, 1, stop), mostKept, stop));
            LOG.info("Trial {}: training from epoch {}, batch {}", trial.trial(), position.epoch(), position.batch());
            observer.onTraining(trial, position);
            Batches batches = new Batches(trial.train(), trial.recipe().batchSize(), records, end(stop, publisher));
            Outcome outcome =
                    new TrainingLoop(trial, learner, batches, validation, publisher, observer, position, best).run();
            long ended = System.nanoTime();
            boolean committed = publisher.await();
            observer.onHandOver(0, (System.nanoTime() - ended) / 1e9);
            if (!committed) {
                throw publisher.failure();
            }
            return outcome;
        }
    }

    /** Asked before every batch: those of a record that is here need no waiting. */
    private static BooleanSupplier end(BooleanSupplier stop, ProgressPublisher publisher) {
        return () -> stop.getAsBoolean() || publisher.hasFailed();
    }

    private static Network network(TrialDefinition trial) throws InvalidDefinitionException {
        return Network.create(
                trial.dataset().shape().plan(trial.architecture()), trial.recipe(), trial.batches(), trial.seed());
    }

    private static Optional<TrainingState> state(TrialDefinition trial, ProgressLog progress)
            throws IncompatibleStateException {
        Optional<ByteBuffer> bytes = progress.state();
        if (bytes.isEmpty() && progress.epochs() > 0) {
            // To begin from the start would publish these epochs again.
            throw new IncompatibleStateException(
                    "The state of trial " + trial.trial() + " after epoch " + progress.epochs()
                            + " is gone: the broker keeps it for 90 days; plan it in a new run",
                    null);
        }
        return bytes.isEmpty() ? Optional.empty() : Optional.of(TrainingStateCodec.read(trial, bytes.get()));
    }

    private static Outcome failed(Failure.Code code, String message) {
        return new Outcome.Failed(new Failure(code, message));
    }
}
