package io.atelier.evaluator.checkpoints;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.chunk.ChunkAssembler;
import io.atelier.contract.chunk.ChunkManifest;
import io.atelier.contract.chunk.ChunkedValue;
import io.atelier.contract.chunk.Chunks;
import io.atelier.contract.fuzz.Probe;
import io.atelier.contract.tensor.Safetensors;
import io.atelier.contract.tensor.Tensor;
import io.atelier.contract.tensor.TensorFile;
import io.atelier.evaluator.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Bytes whose manifest is right: chunked and put together again, they are what a checkpoint must be read from. */
public final class CheckpointTarget {

    private static final String TRIAL = "run.fmnist_3.s1";
    private static final Probe PROBE = new Probe();

    private CheckpointTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        ChunkedValue value = assembled(input);
        Optional<Checkpoint> checkpoint =
                PROBE.decode("Checkpoint", input.length, MalformedMessageException.class, () -> Checkpoint.read(value));
        checkpoint.ifPresent(read -> Probe.require(
                read.trial().equals(TRIAL) && read.epoch() == 1, "Of another trial or epoch than its manifest"));
    }

    public static void fuzzerTearDown() {
        PROBE.report();
    }

    static List<byte[]> seeds() {
        return List.of(Safetensors.write(new TensorFile(
                Map.of(
                        "trial",
                        TRIAL,
                        "epoch",
                        "1",
                        "architecture",
                        "fmnist_3",
                        ChunkManifest.PARAMS_SHA256,
                        Samples.SHA256),
                List.of(Tensor.ofFloats("dense.weight", new float[] {1, 2}, 1, 2)))));
    }

    private static ChunkedValue assembled(byte[] bytes) throws MalformedMessageException {
        ChunkAssembler assembler = new ChunkAssembler(bytes.length, 1, key -> true);
        Optional<ChunkedValue> value = Optional.empty();
        for (ProducerRecord<String, byte[]> sent : Chunks.split(
                Topic.CHECKPOINTS,
                TRIAL,
                Checkpoint.slot(1),
                1,
                bytes,
                Map.of(ChunkManifest.PARAMS_SHA256, Samples.SHA256))) {
            ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
            sent.headers().forEach(record.headers()::add);
            value = assembler.accept(record);
        }
        return value.orElseThrow();
    }
}
