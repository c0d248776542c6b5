package io.atelier.contract.fuzz;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.chunk.ChunkManifest;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.dataset.DatasetStatistics;
import io.atelier.contract.message.BatchRequest;
import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.Evaluation;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.tensor.ImageRecord;
import io.atelier.contract.tensor.Safetensors;
import io.atelier.contract.tensor.Tensor;
import io.atelier.contract.tensor.TensorFile;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Bytes of records: the first byte says which decoder gets the others. What is accepted must survive a round trip. */
public final class MessageTarget {

    private static final List<Class<?>> JSON = List.of(
            TrialDefinition.class,
            BatchRequest.class,
            EpochMetrics.class,
            Evaluation.class,
            TrialEvent.class,
            ChunkManifest.class,
            DatasetDescription.class,
            DatasetStatistics.class);

    private static final int SAFETENSORS = JSON.size();
    private static final int RECORD = SAFETENSORS + 1;
    private static final int DECODERS = RECORD + 1;

    /** Of a few small images, in colour. */
    private static final StreamDefinition STREAM = new StreamDefinition(
            new DatasetReference("d", 3, 2, 3, 300), Split.TRAIN, 5, 5, Holdout.NONE, List.of(), 2, 1);

    private static final Probe PROBE = new Probe();

    private MessageTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        int decoder = Byte.toUnsignedInt(input[0]) % DECODERS;
        byte[] message = Arrays.copyOfRange(input, 1, input.length);
        if (decoder < JSON.size()) {
            json(message, JSON.get(decoder));
        } else if (decoder == SAFETENSORS) {
            safetensors(PROBE, message);
        } else {
            record(message);
        }
    }

    public static void fuzzerTearDown() {
        PROBE.report();
    }

    private static <T> void json(byte[] message, Class<T> type) throws Exception {
        Optional<T> value = PROBE.decode(
                type.getSimpleName(), message.length, MalformedMessageException.class, () -> Json.read(message, type));
        if (value.isPresent()) {
            T again = Json.read(Json.write(value.get()), type);
            Probe.require(again.equals(value.get()), "Not what was written: " + again);
        }
    }

    static void safetensors(Probe probe, byte[] message) throws Exception {
        Optional<TensorFile> file = probe.decode(
                "Safetensors",
                message.length,
                MalformedMessageException.class,
                () -> Safetensors.read(ByteBuffer.wrap(message), Safetensors.Limits.DEFAULT));
        if (file.isPresent()) {
            byte[] written = Safetensors.write(file.get());
            TensorFile again = Safetensors.read(ByteBuffer.wrap(written), Safetensors.Limits.DEFAULT);
            Probe.require(again.metadata().equals(file.get().metadata()), "Other metadata than was written");
            Probe.require(names(again).equals(names(file.get())), names(again) + " instead of " + names(file.get()));
            for (Tensor tensor : file.get().tensors()) {
                Probe.require(
                        again.tensor(tensor.name()).data().equals(tensor.data()), "Other bytes in " + tensor.name());
            }
        }
    }

    /** With type and shape. */
    private static List<String> names(TensorFile file) {
        return file.tensors().stream().map(Tensor::toString).toList();
    }

    private static void record(byte[] message) throws Exception {
        Optional<ImageRecord> record = PROBE.decode(
                "ImageRecord",
                message.length,
                MalformedMessageException.class,
                () -> ImageRecord.read(message, STREAM));
        if (record.isPresent()) {
            byte[] written = record.get().toBytes();
            Probe.require(
                    Arrays.equals(ImageRecord.read(written, STREAM).toBytes(), written),
                    "Another record than was written");
        }
    }
}
