package io.atelier.trainer.training;

import io.atelier.contract.fuzz.Probe;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.tensor.Safetensors;
import io.atelier.contract.tensor.Tensor;
import io.atelier.contract.tensor.TensorFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stored states: bytes as they are, or, if the first byte is odd, texts that become the metadata of a state that is right
 * otherwise. What is accepted must survive a round trip.
 */
public final class StateTarget {

    private static final TrialDefinition TRIAL = Trials.validated("r", "fake", 64, 16, 10, 2);
    private static final List<Tensor> TENSORS = List.of(Tensor.ofFloats("dense.weight", new float[] {1, 2}, 2));
    private static final List<String> NAMES = List.of(
            "format",
            "trial",
            "definition",
            "arithmetic",
            "epoch",
            "batch",
            "iteration",
            "loss_sum",
            "correct",
            "images",
            "epoch_seconds",
            "training_seconds",
            "validation_seconds",
            "best_epoch",
            "best_val_loss");

    private static final Probe PROBE = new Probe();

    private StateTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        byte[] bytes = input[0] % 2 == 0 ? rest : withMetadata(new String(rest, StandardCharsets.UTF_8));
        Optional<TrainingState> state =
                PROBE.decode("TrainingStateCodec", bytes.length, IncompatibleStateException.class, () -> read(bytes));
        if (state.isPresent()) {
            TrainingState again = read(TrainingStateCodec.write(TRIAL, state.get()));
            Probe.require(again.position().equals(state.get().position()), "Another position: " + again.position());
            Probe.require(
                    again.best().map(Best::valLoss).equals(state.get().best().map(Best::valLoss)), "Another best loss");
            Probe.require(again.parameters().size() == state.get().parameters().size(), "Other parameters");
            Probe.require(
                    Double.isFinite(again.position().loss()) && again.position().accuracy() <= 1,
                    "Can't be: " + again.position());
        }
    }

    public static void fuzzerTearDown() {
        PROBE.report();
    }

    static List<byte[]> seeds() throws Exception {
        Position position = new Position(3, 1, 7, 0.3, 11, 16, 0.5, 3, 1);
        byte[] state = TrainingStateCodec.write(
                TRIAL, new TrainingState(position, Optional.of(new Best(2, 0.25, TENSORS)), TENSORS, TENSORS));
        TensorFile file = Safetensors.read(ByteBuffer.wrap(state), Safetensors.Limits.DEFAULT);
        List<String> texts = new ArrayList<>();
        NAMES.forEach(name -> texts.add(file.metadata().get(name)));
        return List.of(seed(0, state), seed(1, String.join("\n", texts).getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] withMetadata(String lines) {
        Map<String, String> metadata = new LinkedHashMap<>();
        String[] texts = lines.split("\n", -1);
        for (int i = 0; i < Math.min(texts.length, NAMES.size()); i++) {
            metadata.put(NAMES.get(i), texts[i]);
        }
        return Safetensors.write(new TensorFile(metadata, TENSORS));
    }

    private static byte[] seed(int mode, byte[] content) {
        byte[] seed = new byte[content.length + 1];
        seed[0] = (byte) mode;
        System.arraycopy(content, 0, seed, 1, content.length);
        return seed;
    }

    private static TrainingState read(byte[] bytes) throws IncompatibleStateException {
        return TrainingStateCodec.read(TRIAL, ByteBuffer.wrap(bytes));
    }
}
