package io.atelier.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.halving.Halving;
import io.atelier.contract.halving.Rung;
import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.Failure;
import io.atelier.contract.message.TestTrials;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialResult;
import io.atelier.contract.stream.BatchSource;
import io.atelier.contract.stream.DataUnavailableException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingLoopTest {

    /** 40 images train, in batches of 16, 16 and 8. */
    private static final TrialDefinition PLAIN = Trials.plain("r", "fake", 40, 16, 3);

    /** 48 images train in three batches, 16 validate. */
    /** Bytes of validation images that are kept. */
    private static final long ALL = Long.MAX_VALUE;

    private static final TrialDefinition VALIDATED = Trials.validated("r", "fake", 64, 16, 10, 2);

    private static final TrialDefinition VALIDATED_TO_THE_END = Trials.validated("r", "fake", 64, 16, 5, null);

    @Test
    void shouldTrainEveryBatchOfEveryEpochInOrder() {
        List<String> taken = new ArrayList<>();
        BatchSource source = SyntheticRecords.batches(PLAIN);
        RecordingSink sink = new RecordingSink();

        Outcome outcome = loop(PLAIN, new FakeLearner(), recording(taken, source), sink, Position.START)
                .run();

        assertThat(outcome).isEqualTo(new Outcome.Ended());
        assertThat(taken).containsExactly("1/0", "1/1", "1/2", "2/0", "2/1", "2/2", "3/0", "3/1", "3/2");
        assertThat(sink.epochs()).extracting(end -> end.metrics().epoch()).containsExactly(1, 2, 3);
    }

    @Test
    void shouldEndWithTheSameBitsWhereverItIsResumed() throws Exception {
        RecordingSink straight = new RecordingSink();
        loop(PLAIN, new FakeLearner(), SyntheticRecords.batches(PLAIN), straight, Position.START)
                .run();

        for (Commit commit : straight.commits) {
            if (commit.state().isEmpty()) {
                continue;
            }
            byte[] stored = TrainingStateCodec.write(PLAIN, commit.state().get());
            TrainingState state = TrainingStateCodec.read(PLAIN, ByteBuffer.wrap(stored));
            RecordingSink resumed = new RecordingSink();
            loop(PLAIN, FakeLearner.restored(state), SyntheticRecords.batches(PLAIN), resumed, state.position())
                    .run();

            assertThat(result(resumed).paramsSha256())
                    .as("resumed at %s", state.position())
                    .isEqualTo(result(straight).paramsSha256());
            assertThat(lossesFrom(resumed, state.position().epoch()))
                    .isEqualTo(lossesFrom(straight, state.position().epoch()));
        }
    }

    /** At every batch of the epochs that were added, too. */
    @Test
    void shouldEndWithTheBitsOfAllEpochsWhenSomeWereAddedAfterItsEnd() throws Exception {
        TrialDefinition two = TestTrials.extensible(PLAIN.withEpochs(2));
        TrialDefinition three = two.withEpochs(3);
        RecordingSink straight = new RecordingSink();
        loop(PLAIN, new FakeLearner(), SyntheticRecords.batches(PLAIN), straight, Position.START)
                .run();
        RecordingSink first = new RecordingSink();
        Outcome outcome = loop(two, new FakeLearner(), SyntheticRecords.batches(two), first, Position.START)
                .run();

        assertThat(outcome).isEqualTo(new Outcome.Ended());
        assertThat(first.last().isEnd()).isTrue();
        byte[] kept = TrainingStateCodec.write(two, first.last().state().orElseThrow());
        TrainingState state = TrainingStateCodec.read(three, ByteBuffer.wrap(kept));
        RecordingSink added = new RecordingSink();
        loop(three, FakeLearner.restored(state), SyntheticRecords.batches(three), added, state.position())
                .run();

        assertThat(added.epochs()).extracting(end -> end.metrics().epoch()).containsExactly(3);
        assertThat(result(added).paramsSha256()).isEqualTo(result(straight).paramsSha256());
        assertThat(lossesFrom(added, 3)).isEqualTo(lossesFrom(straight, 3));
        assertThat(added.last().state()).as("the next extension goes on from").isPresent();
    }

    /** The losses of validation rise: its patience of two ends with the third epoch, which is its last at first. */
    @Test
    void shouldEndAtOnceWhereMoreEpochsChangeNothing() throws Exception {
        TrialDefinition three = TestTrials.extensible(VALIDATED.withEpochs(3));
        TrialDefinition nine = three.withEpochs(9);
        RecordingSink planned = new RecordingSink();
        validated(nine, new FakeLearner().withAverages(), planned, Position.START)
                .run();
        RecordingSink first = new RecordingSink();
        validated(three, new FakeLearner().withAverages(), first, Position.START)
                .run();
        TrainingState kept = first.last().state().orElseThrow();
        FakeLearner learner = FakeLearner.restored(kept);
        RecordingSink added = new RecordingSink();

        Outcome outcome = new TrainingLoop(
                        nine,
                        learner,
                        SyntheticRecords.batches(nine),
                        Optional.empty(),
                        added,
                        TrainingListener.NONE,
                        kept.position(),
                        kept.best())
                .run();

        assertThat(outcome).isEqualTo(new Outcome.Ended());
        assertThat(learner.steps()).isZero();
        assertThat(added.commits).hasSize(1);
        assertThat(added.last().isEnd()).isTrue();
        assertThat(added.epochs()).isEmpty();
        assertThat(planned.last().state())
                .as("what was stopped early needs no state")
                .isEmpty();
        assertThat(result(added))
                .usingRecursiveComparison()
                .ignoringFields("trainSeconds", "imagesPerSecond")
                .isEqualTo(result(planned));
    }

    /** With the state to go on from, and the result as if it ended there. */
    @Test
    void shouldPauseAtRungsAndEndWithTheSameBits() throws Exception {
        TrialDefinition competing = TestTrials.competing(VALIDATED_TO_THE_END, new Halving(2, 1, 4));
        RecordingSink straight = new RecordingSink();
        validated(VALIDATED_TO_THE_END, new FakeLearner(), straight, Position.START)
                .run();

        List<Rung> rungs = new ArrayList<>();
        FakeLearner learner = new FakeLearner();
        Position position = Position.START;
        RecordingSink sink = new RecordingSink();
        while (validated(competing, learner, sink, position).run().equals(new Outcome.Paused())) {
            Commit last = sink.commits.get(sink.commits.size() - 1);
            rungs.add(last.rung().orElseThrow());
            assertThat(last.isEnd()).isFalse();
            assertThat(last.result().orElseThrow().epochs())
                    .isEqualTo(last.rung().get().epoch());
            learner = FakeLearner.restored(last.state().orElseThrow());
            position = last.state().get().position();
        }

        assertThat(rungs).extracting(Rung::epoch).containsExactly(1, 2, 4);
        assertThat(rungs)
                .extracting(Rung::valLoss)
                .containsExactlyElementsOf(List.of(1, 2, 4).stream()
                        .map(epoch -> straight.epochs().get(epoch - 1).metrics().valLoss())
                        .toList());
        assertThat(result(sink))
                .usingRecursiveComparison()
                .ignoringFields("trainSeconds", "imagesPerSecond")
                .isEqualTo(result(straight));
    }

    /** Losses of validation rise from the first epoch on, so that the second and third are in vain. */
    @Test
    void shouldTellTheBestLossOfATrialThatIsStoppedEarlyAmongOthers() {
        TrialDefinition competing = TestTrials.competing(VALIDATED, new Halving(2, 4, 4));
        RecordingSink sink = new RecordingSink();

        Outcome outcome = validated(competing, new FakeLearner().withAverages(), sink, Position.START)
                .run();

        assertThat(outcome).isEqualTo(new Outcome.Ended());
        double best = sink.epochs().stream()
                .mapToDouble(end -> end.metrics().valLoss())
                .min()
                .orElseThrow();
        assertThat(sink.last().isEnd()).isTrue();
        assertThat(sink.last().rung()).contains(new Rung(sink.epochs().size(), best));
        assertThat(sink.epochs()).hasSizeLessThan(4);
    }

    @Test
    void shouldWeightTheShortBatchByItsImages() {
        RecordingSink sink = new RecordingSink();
        FakeLearner learner = new FakeLearner().withLoss(iteration -> iteration % 3 == 2 ? 10 : 1);

        loop(PLAIN, learner, SyntheticRecords.batches(PLAIN), sink, Position.START)
                .run();

        // (16 * 1 + 16 * 1 + 8 * 10) / 40, and the fake's thousandth of its weight
        assertThat(sink.epochs().get(0).metrics().loss()).isBetween(2.8, 2.8011);
        assertThat(sink.epochs().get(0).metrics().accuracy()).isEqualTo(0.5);
    }

    /** As Keras' EarlyStopping(patience=2, restore_best_weights=True): equal is not better, the count begins anew. */
    @ParameterizedTest
    @CsvSource({
        // validation losses by epoch,              epochs, best
        "'5 4 3 2 1 .9 .8 .7 .6 .5',                10,     10",
        "'3 2 2 2 1 1 1 1 1 1',                     4,      2",
        "'1 2 3 .1 .1 .1 .1 .1 .1 .1',              3,      1",
        "'3 4 2 3 1 2 3 .1 .1 .1',                  7,      5",
        "'5 4 3 2 1 .9 .8 .7 .6 .65',               10,     9",
    })
    void shouldStopEarlyAndKeepTheBestWeights(String losses, int epochs, int best) {
        String[] byEpoch = losses.split(" ", -1);
        FakeLearner learner = new FakeLearner();
        RecordingSink sink = new RecordingSink();
        TrainingListener validating = new TrainingListener() {
            @Override
            public void onValidation(Position position) {
                learner.setValidationLoss(Double.parseDouble(byEpoch[position.epoch() - 1]));
            }
        };

        Outcome outcome = validatedLoop(learner, sink, validating).run();

        assertThat(outcome).isEqualTo(new Outcome.Ended());
        assertThat(result(sink).epochs()).isEqualTo(epochs);
        assertThat(result(sink).bestEpoch()).isEqualTo(best);
        EpochEnd bestEnd = sink.epochs().get(best - 1);
        assertThat(result(sink).paramsSha256()).isEqualTo(learner.sha256(bestEnd.parameters()));
        assertThat(bestEnd.metrics().best()).isTrue();
        assertThat(bestEnd.metrics().valLoss())
                .isCloseTo(Double.parseDouble(byEpoch[best - 1]), org.assertj.core.data.Offset.offset(1e-6));
    }

    @Test
    void shouldPublishAveragesAndGoOnFromTheParameters() {
        FakeLearner learner = new FakeLearner().withAverages();
        RecordingSink sink = new RecordingSink();

        validatedLoop(learner, sink, TrainingListener.NONE).run();

        List<Commit> ends = sink.commits.stream()
                .filter(commit ->
                        commit.epochEnd().isPresent() && commit.state().isPresent())
                .toList();
        assertThat(ends).hasSize(2).allSatisfy(commit -> {
            EpochEnd end = commit.epochEnd().orElseThrow();
            float weight = commit.state().orElseThrow().parameters().get(0).toFloats()[0];
            assertThat(end.parameters().get(0).toFloats()).containsExactly(weight / 2);
            assertThat(end.metrics().paramsSha256()).isEqualTo(learner.sha256(end.parameters()));
        });
        assertThat(result(sink).paramsSha256())
                .isEqualTo(sink.epochs().get(0).metrics().paramsSha256());
    }

    @Test
    void shouldFailOnALossThatIsNotFinite() {
        for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            FakeLearner learner = new FakeLearner().withLoss(iteration -> iteration == 4 ? loss : 1);
            RecordingSink sink = new RecordingSink();

            Outcome outcome = loop(PLAIN, learner, SyntheticRecords.batches(PLAIN), sink, Position.START)
                    .run();

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.failure().code()).isEqualTo(Failure.Code.NON_FINITE_LOSS);
                assertThat(failed.failure().message()).contains("batch 1 in epoch 2", Double.toString(loss));
            });
            assertThat(sink.epochs()).hasSize(1);
        }
    }

    @Test
    void shouldCommitWhereItStoppedWhenAskedTo() {
        RecordingSink sink = new RecordingSink();
        BatchSource batches = SyntheticRecords.batches(PLAIN);
        BatchSource stopping =
                (epoch, index) -> epoch == 2 && index == 1 ? Optional.empty() : batches.take(epoch, index);

        Outcome outcome =
                loop(PLAIN, new FakeLearner(), stopping, sink, Position.START).run();

        assertThat(outcome).isEqualTo(new Outcome.Stopped());
        Position position = sink.last().state().orElseThrow().position();
        assertThat(position.epoch()).isEqualTo(2);
        assertThat(position.batch()).isEqualTo(1);
        assertThat(position.iteration()).isEqualTo(4);
    }

    @Test
    void shouldStopAtOnceWhenACommitIsRefused() {
        FakeLearner learner = new FakeLearner();

        Outcome outcome = loop(
                        PLAIN,
                        learner,
                        SyntheticRecords.batches(PLAIN),
                        new RecordingSink().accepting(2),
                        Position.START)
                .run();

        assertThat(outcome).isEqualTo(new Outcome.Lost());
        assertThat(learner.steps()).isEqualTo(3);
    }

    @Test
    void shouldFailWhenBatchesDoNotCome() {
        BatchSource nothing = (epoch, index) -> {
            throw new DataUnavailableException("nothing came");
        };

        Outcome outcome = loop(PLAIN, new FakeLearner(), nothing, new RecordingSink(), Position.START)
                .run();

        assertThat(outcome).isEqualTo(Outcome.failed(Failure.Code.DATA_UNAVAILABLE, "nothing came"));
    }

    private static TrainingLoop loop(
            TrialDefinition trial, Learner learner, BatchSource batches, ProgressSink sink, Position from) {
        return new TrainingLoop(
                trial, learner, batches, Optional.empty(), sink, TrainingListener.NONE, from, Optional.empty());
    }

    private static TrainingLoop validatedLoop(Learner learner, ProgressSink sink, TrainingListener listener) {
        Validation validation = new Validation(
                VALIDATED.validation(), () -> new SyntheticRecords(VALIDATED.validation()), ALL, () -> false);
        return new TrainingLoop(
                VALIDATED,
                learner,
                SyntheticRecords.batches(VALIDATED),
                Optional.of(validation),
                sink,
                listener,
                Position.START,
                Optional.empty());
    }

    private static TrainingLoop validated(TrialDefinition trial, Learner learner, ProgressSink sink, Position from) {
        Validation validation =
                new Validation(trial.validation(), () -> new SyntheticRecords(trial.validation()), ALL, () -> false);
        return new TrainingLoop(
                trial,
                learner,
                SyntheticRecords.batches(trial),
                Optional.of(validation),
                sink,
                TrainingListener.NONE,
                from,
                Optional.empty());
    }

    private static BatchSource recording(List<String> taken, BatchSource source) {
        return (epoch, index) -> {
            taken.add(epoch + "/" + index);
            return source.take(epoch, index);
        };
    }

    private static TrialResult result(RecordingSink sink) {
        return sink.last().result().orElseThrow();
    }

    private static List<Double> lossesFrom(RecordingSink sink, int epoch) {
        return sink.epochs().stream()
                .map(EpochEnd::metrics)
                .filter(metrics -> metrics.epoch() >= epoch)
                .map(EpochMetrics::loss)
                .toList();
    }
}
