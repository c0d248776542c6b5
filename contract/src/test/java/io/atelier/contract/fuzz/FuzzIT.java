package io.atelier.contract.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever bytes a record has, a decoder gives a valid value or a refusal with a reason, in bounded memory. */
class FuzzIT {

    /** In the order of the decoders. */
    private static final List<List<String>> GOLDEN = List.of(
            List.of("golden/trial-definition.json"),
            List.of("golden/batch-request.json"),
            List.of("golden/epoch-metrics.json"),
            List.of("golden/evaluation.json"),
            List.of("golden/trial-event-failed.json", "golden/trial-event-early-stopped.json"),
            List.of("golden/chunk-manifest.json"),
            List.of("golden/dataset-description.json"),
            List.of("golden/dataset-statistics.json"),
            List.of("safetensors/python.safetensors", "safetensors/java.safetensors"),
            List.of("safetensors/record-u8.safetensors"));

    @Test
    void shouldReadOrRefuseMutatedMessages() throws Exception {
        List<byte[]> seeds = new ArrayList<>();
        for (int decoder = 0; decoder < GOLDEN.size(); decoder++) {
            for (String resource : GOLDEN.get(decoder)) {
                seeds.add(seed(decoder, resource));
            }
        }
        new Fuzzer(MessageTarget.class).run(100_000, seeds);
    }

    @Test
    void shouldReadOrRefuseDrawnHeadersAndChunks() throws Exception {
        new Fuzzer(GeneratedTarget.class).run(10_000, Fuzzer.noise(1000));
    }

    @Test
    void shouldReadOrRefuseMutatedArchitectures() throws Exception {
        List<byte[]> seeds = new ArrayList<>();
        try (InputStream in = FuzzIT.class.getResourceAsStream("/architecture/plans.json")) {
            for (JsonNode plan : new ObjectMapper().readTree(in).get("plans")) {
                seeds.add(plan.get("definition").toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        new Fuzzer(DefinitionTarget.class).run(50_000, seeds);
    }

    @Test
    void shouldReadOrRefuseChangedModelsOfKeras() throws Exception {
        new Fuzzer(KerasTarget.class).run(5_000, Fuzzer.noise(200));
    }

    private static byte[] seed(int decoder, String resource) throws IOException {
        ByteArrayOutputStream seed = new ByteArrayOutputStream();
        seed.write(decoder);
        try (InputStream in = FuzzIT.class.getResourceAsStream("/" + resource)) {
            in.transferTo(seed);
        }
        return seed.toByteArray();
    }
}
