package io.atelier.trainer.training;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Require;
import io.atelier.contract.experiment.Footprint;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.recipe.Recipe;
import io.atelier.contract.tensor.Safetensors;
import io.atelier.contract.tensor.Tensor;
import io.atelier.contract.tensor.TensorFile;
import io.atelier.engine.Arithmetic;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@link TrainingState} as safetensors: tensors in three groups told by a prefix of their names, everything else as
 * metadata. Doubles are written so that they are read back exactly.
 */
public final class TrainingStateCodec {

    private static final String FORMAT = "3";
    private static final String PARAMETERS = "parameters/";
    private static final String OPTIMIZER = "optimizer/";
    private static final String BEST = "best/";

    private TrainingStateCodec() {}

    public static byte[] write(TrialDefinition trial, TrainingState state) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("arithmetic", Integer.toString(Arithmetic.NUMBER));
        metadata.put("trial", trial.trial());
        metadata.put("definition", definition(trial));
        put(metadata, state.position());
        state.best().ifPresent(best -> {
            metadata.put("best_epoch", Integer.toString(best.epoch()));
            metadata.put("best_val_loss", Double.toString(best.valLoss()));
        });
        List<Tensor> tensors = new ArrayList<>();
        state.parameters().forEach(tensor -> tensors.add(renamed(tensor, PARAMETERS + tensor.name())));
        state.optimizer().forEach(tensor -> tensors.add(renamed(tensor, OPTIMIZER + tensor.name())));
        state.best().ifPresent(best -> best.parameters()
                .forEach(tensor -> tensors.add(renamed(tensor, BEST + tensor.name()))));
        return Safetensors.write(new TensorFile(metadata, tensors));
    }

    /**
     * Reads a state; its tensors are views of {@code bytes}.
     *
     * @throws OtherArithmeticException if a trainer with another arithmetic wrote it
     * @throws IncompatibleStateException if it is of another trial, architecture, recipe or format version, or not a state
     *     at all
     */
    public static TrainingState read(TrialDefinition trial, ByteBuffer bytes) throws IncompatibleStateException {
        try {
            TensorFile file = Safetensors.read(bytes, Footprint.STATE);
            Map<String, String> metadata = file.metadata();
            require(metadata, "format", FORMAT);
            require(metadata, "trial", trial.trial());
            require(metadata, "definition", definition(trial));
            int arithmetic = number(metadata, "arithmetic", Integer::parseInt);
            if (arithmetic != Arithmetic.NUMBER) {
                throw new OtherArithmeticException(trial.trial(), arithmetic);
            }
            Position position = position(metadata);
            requireWithin(trial, position);
            Optional<Best> best = metadata.containsKey("best_epoch")
                    ? Optional.of(best(metadata, position, group(file, BEST)))
                    : Optional.empty();
            return new TrainingState(position, best, group(file, PARAMETERS), group(file, OPTIMIZER));
        } catch (MalformedMessageException | IllegalArgumentException e) {
            throw new IncompatibleStateException(
                    "The stored state of trial " + trial.trial() + " can't be used: " + e.getMessage(), e);
        }
    }

    /** SHA-256 of architecture and recipe; of a trial that can be given more epochs, for any number of them. */
    private static String definition(TrialDefinition trial) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Json.write(trial.architecture()));
            digest.update(
                    Json.write(trial.canBeExtended() ? trial.recipe().withEpochs(Recipe.MAX_EPOCHS) : trial.recipe()));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static void put(Map<String, String> metadata, Position position) {
        metadata.put("epoch", Integer.toString(position.epoch()));
        metadata.put("batch", Integer.toString(position.batch()));
        metadata.put("iteration", Long.toString(position.iteration()));
        metadata.put("loss_sum", Double.toString(position.lossSum()));
        metadata.put("correct", Long.toString(position.correct()));
        metadata.put("images", Long.toString(position.images()));
        metadata.put("epoch_seconds", Double.toString(position.epochSeconds()));
        metadata.put("training_seconds", Double.toString(position.trainingSeconds()));
        metadata.put("validation_seconds", Double.toString(position.validationSeconds()));
    }

    private static Position position(Map<String, String> metadata) {
        return new Position(
                number(metadata, "epoch", Integer::parseInt),
                number(metadata, "batch", Integer::parseInt),
                number(metadata, "iteration", Long::parseLong),
                number(metadata, "loss_sum", Double::parseDouble),
                number(metadata, "correct", Long::parseLong),
                number(metadata, "images", Long::parseLong),
                number(metadata, "epoch_seconds", Double::parseDouble),
                number(metadata, "training_seconds", Double::parseDouble),
                number(metadata, "validation_seconds", Double::parseDouble));
    }

    private static void requireWithin(TrialDefinition trial, Position position) {
        int batches = trial.batches();
        Require.inRange(position.epoch(), 1, trial.epochs(), "epoch");
        Require.inRange(position.batch(), 0, batches, "batch");
        long iteration = (position.epoch() - 1L) * batches + position.batch();
        Require.that(
                position.iteration() == iteration,
                "iteration must be %d at batch %d of epoch %d, but is %d",
                iteration,
                position.batch(),
                position.epoch(),
                position.iteration());
    }

    private static Best best(Map<String, String> metadata, Position position, List<Tensor> parameters) {
        int epoch = number(metadata, "best_epoch", Integer::parseInt);
        double loss = number(metadata, "best_val_loss", Double::parseDouble);
        return new Best(
                Require.inRange(epoch, 1, position.epoch(), "best_epoch"),
                Require.finite(loss, "best_val_loss"),
                parameters);
    }

    private static <T> T number(Map<String, String> metadata, String key, Function<String, T> parse) {
        String text = value(metadata, key);
        try {
            return parse.apply(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number as " + key + ", found " + text, e);
        }
    }

    private static void require(Map<String, String> metadata, String key, String expected) {
        String found = value(metadata, key);
        if (!found.equals(expected)) {
            throw new IllegalArgumentException("expected " + key + " " + expected + ", found " + found);
        }
    }

    private static String value(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new IllegalArgumentException("expected " + key + " in its metadata, found none");
        }
        return value;
    }

    private static List<Tensor> group(TensorFile file, String prefix) {
        return file.tensors().stream()
                .filter(tensor -> tensor.name().startsWith(prefix))
                .map(tensor -> renamed(tensor, tensor.name().substring(prefix.length())))
                .toList();
    }

    private static Tensor renamed(Tensor tensor, String name) {
        return new Tensor(name, tensor.dtype(), tensor.shape(), tensor.data());
    }
}
