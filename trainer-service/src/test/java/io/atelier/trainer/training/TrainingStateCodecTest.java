package io.atelier.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.message.TestTrials;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.tensor.Safetensors;
import io.atelier.contract.tensor.Tensor;
import io.atelier.contract.tensor.TensorFile;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingStateCodecTest {

    private static final TrialDefinition TRIAL = Trials.validated("r", "fake", 64, 16, 10, 2);
    private static final Position POSITION =
            new Position(3, 1, 7, 0.1 + 0.2, 11, 16, 1.0 / 3, Math.PI, Double.MIN_VALUE);

    @Test
    void shouldReadBackExactlyWhatItWrote() throws Exception {
        TrainingState state = new TrainingState(
                POSITION,
                Optional.of(new Best(2, 0.3333333333333333, tensors("dense.weight", Float.MIN_VALUE))),
                tensors("dense.weight", 1.5f),
                tensors("adam.m.dense.weight", -0f));

        TrainingState read = read(TrainingStateCodec.write(TRIAL, state));

        assertThat(read.position()).isEqualTo(POSITION);
        assertThat(read.best().orElseThrow().epoch()).isEqualTo(2);
        assertThat(read.best().orElseThrow().valLoss()).isEqualTo(0.3333333333333333);
        assertSame(
                read.best().orElseThrow().parameters(),
                state.best().orElseThrow().parameters());
        assertSame(read.parameters(), state.parameters());
        assertSame(read.optimizer(), state.optimizer());
    }

    @Test
    void shouldReadAStateWithoutABestEpoch() throws Exception {
        TrainingState state =
                new TrainingState(Position.START, Optional.empty(), tensors("w", 1), tensors("adam.w", 2));

        assertThat(read(TrainingStateCodec.write(TRIAL, state)).best()).isEmpty();
    }

    /** A network of 1,000 layers that are batch normalization, with two slots, two averages and the best parameters. */
    @Test
    void shouldReadBackTheStateOfTheDeepestNetwork() throws Exception {
        String longest = "n".repeat(64);
        List<Tensor> parameters = many(4 * Architecture.MAX_LAYERS, longest);
        List<Tensor> optimizer = many(8 * Architecture.MAX_LAYERS, "lookahead." + longest);
        TrainingState state =
                new TrainingState(POSITION, Optional.of(new Best(1, 0.5, parameters)), parameters, optimizer);

        TrainingState read = read(TrainingStateCodec.write(TRIAL, state));

        assertSame(read.parameters(), parameters);
        assertSame(read.optimizer(), optimizer);
    }

    private static List<Tensor> many(int count, String prefix) {
        return IntStream.range(0, count)
                .mapToObj(i -> Tensor.ofFloats(prefix + i + ".variance", new float[] {i}, 1))
                .toList();
    }

    @Test
    void shouldRefuseAnotherFormatVersion() {
        assertRefused(with("format", "1"), "expected format 3, found 1");
    }

    @Test
    void shouldTellTheStateOfAnotherArithmeticFromABrokenOne() {
        assertThatThrownBy(() -> read(with("arithmetic", "999")))
                .isInstanceOf(OtherArithmeticException.class)
                .hasMessage("Expected a state of arithmetic 1 for trial r.fake.s1, found one of arithmetic 999: start a"
                        + " trainer of a version with that arithmetic, or submit the trial in a new run");
        assertRefused(with("arithmetic", null), "expected arithmetic in its metadata, found none");
    }

    @Test
    void shouldRefuseTheStateOfAnotherTrial() {
        assertRefused(with("trial", "r.fake.s2"), "expected trial r.fake.s1, found r.fake.s2");
    }

    /** It would be gone on with by other rules. */
    @Test
    void shouldRefuseTheStateOfAnotherArchitectureOrRecipe() {
        TrainingState state = new TrainingState(POSITION, Optional.empty(), tensors("w", 1), tensors("adam.w", 2));
        TrialDefinition otherRecipe = Trials.validated("r", "fake", 64, 16, 10, null);
        TrialDefinition otherArchitecture = Trials.of("r", "fake", TestTrials.read("""
                    {"name": "fake", "layers": [{"kind": "dense", "units": 4}, {"kind": "output"}]}"""), TRIAL.recipe(), 64);

        for (TrialDefinition other : List.of(otherRecipe, otherArchitecture)) {
            assertThat(other.trial()).isEqualTo(TRIAL.trial());
            assertRefused(TrainingStateCodec.write(other, state), "expected definition ");
        }
    }

    @Test
    void shouldRefuseAPositionOutsideOfTheTrial() {
        assertRefused(with("epoch", "11"), "epoch must be between 1 and 10, but is 11");
        assertRefused(with("batch", "4"), "batch must be between 0 and 3, but is 4");
    }

    @Test
    void shouldRefuseMetadataThatIsMissingOrNoNumber() {
        assertRefused(with("loss_sum", null), "expected loss_sum in its metadata, found none");
        assertRefused(with("iteration", "many"), "expected a number as iteration, found many");
    }

    @Test
    void shouldRefuseNumbersThatNoTrainingGives() {
        assertRefused(with("iteration", "8"), "iteration must be 7 at batch 1 of epoch 3, but is 8");
        assertRefused(with("loss_sum", "NaN"), "loss_sum must be a finite number, but is NaN");
        assertRefused(with("correct", "17"), "correct must be between 0 and images, 16, but is 17");
        assertRefused(with("epoch_seconds", "-1"), "epoch_seconds must be a finite number and not negative, but is -1");
        assertRefused(with("best_epoch", "4"), "expected best_val_loss in its metadata, found none");
    }

    @Test
    void shouldRefuseGarbage() {
        assertRefused(new byte[] {1, 2, 3}, "safetensors");
    }

    private static void assertRefused(byte[] bytes, String reason) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(IncompatibleStateException.class)
                .hasMessageStartingWith("The stored state of trial r.fake.s1 can't be used: ")
                .hasMessageContaining(reason);
    }

    /** A valid state but for one entry of its metadata. */
    private static byte[] with(String key, String value) {
        try {
            TrainingState state = new TrainingState(POSITION, Optional.empty(), tensors("w", 1), tensors("adam.w", 2));
            TensorFile file = Safetensors.read(
                    ByteBuffer.wrap(TrainingStateCodec.write(TRIAL, state)), Safetensors.Limits.DEFAULT);
            Map<String, String> metadata = new HashMap<>(file.metadata());
            metadata.put(key, value);
            metadata.values().removeIf(text -> text == null);
            return Safetensors.write(new TensorFile(metadata, file.tensors()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static TrainingState read(byte[] bytes) throws IncompatibleStateException {
        return TrainingStateCodec.read(TRIAL, ByteBuffer.wrap(bytes));
    }

    private static List<Tensor> tensors(String name, float value) {
        return List.of(
                Tensor.ofFloats(name, new float[] {value, 2}, 2), Tensor.ofFloats(name + ".bias", new float[1], 1));
    }

    private static void assertSame(List<Tensor> read, List<Tensor> written) {
        assertThat(read)
                .extracting(Tensor::name)
                .isEqualTo(written.stream().map(Tensor::name).toList());
        for (int i = 0; i < read.size(); i++) {
            assertThat(read.get(i).data()).isEqualTo(written.get(i).data());
        }
    }
}
