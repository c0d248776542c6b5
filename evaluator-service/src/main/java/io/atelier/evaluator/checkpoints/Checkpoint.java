package io.atelier.evaluator.checkpoints;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Require;
import io.atelier.contract.chunk.ChunkManifest;
import io.atelier.contract.chunk.ChunkedValue;
import io.atelier.contract.experiment.Footprint;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.tensor.Safetensors;
import io.atelier.contract.tensor.Tensor;
import io.atelier.contract.tensor.TensorFile;
import java.util.List;

/**
 * The parameters of a trial at the end of an epoch.
 *
 * @param trial the trial
 * @param epoch from 1
 * @param architecture the network they belong to, as the sender says
 * @param paramsSha256 hash of the parameters, as the sender says
 * @param parameters views of the bytes that were read
 */
record Checkpoint(String trial, int epoch, String architecture, String paramsSha256, List<Tensor> parameters) {

    /** The slot of an epoch's checkpoint. */
    static String slot(int epoch) {
        return "e" + epoch;
    }

    /** The epoch that a manifest is about. */
    static int epoch(ChunkManifest manifest) throws MalformedMessageException {
        long epoch = manifest.sequence();
        if (epoch < 1 || epoch > TrialDefinition.MAX_EPOCHS || !manifest.slot().equals("e" + epoch)) {
            throw new MalformedMessageException(
                    "Expected slot e<epoch> and sequence <epoch> of a checkpoint, found slot " + manifest.slot()
                            + " and sequence " + epoch);
        }
        return (int) epoch;
    }

    /** The hash of the parameters that a manifest is about. */
    static String paramsSha256(ChunkManifest manifest) throws MalformedMessageException {
        try {
            return Require.sha256(
                    manifest.attributes().get(ChunkManifest.PARAMS_SHA256),
                    "attribute " + ChunkManifest.PARAMS_SHA256 + " of a checkpoint's manifest");
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(e.getMessage(), e);
        }
    }

    static Checkpoint read(ChunkedValue value) throws MalformedMessageException {
        ChunkManifest manifest = value.manifest();
        int epoch = epoch(manifest);
        TensorFile file = Safetensors.read(value.value(), Footprint.CHECKPOINT);
        expect("trial", manifest.key(), file.metadata("trial"));
        expect("epoch", Integer.toString(epoch), file.metadata("epoch"));
        String paramsSha256 = paramsSha256(manifest);
        expect(ChunkManifest.PARAMS_SHA256, paramsSha256, file.metadata(ChunkManifest.PARAMS_SHA256));
        return new Checkpoint(manifest.key(), epoch, file.metadata("architecture"), paramsSha256, file.tensors());
    }

    private static void expect(String what, String expected, String found) throws MalformedMessageException {
        if (!expected.equals(found)) {
            throw new MalformedMessageException(
                    "Expected a checkpoint of " + what + " " + expected + " as its manifest says, found " + found);
        }
    }
}
