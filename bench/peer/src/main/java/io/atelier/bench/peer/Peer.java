package io.atelier.bench.peer;

import io.atelier.bench.network.TorchNetwork;
import io.atelier.bench.worker.Measurement;
import io.atelier.bench.worker.ResultLines;
import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/**
 * The peer's process. Arguments: {@code training} or {@code inference}, memory layout, threads, images per batch, seconds
 * of warm-up, seconds of measurement, and the network as the JSON of {@link TorchNetwork}.
 */
public final class Peer {

    private Peer() {}

    public static void main(String[] arguments) throws IOException, MalformedMessageException {
        torch.set_num_threads(Integer.parseInt(arguments[2]));
        torch.manual_seed(1);
        Layout layout = Layout.valueOf(arguments[1].toUpperCase(Locale.ROOT));
        TorchNetwork text = Json.read(arguments[6].getBytes(StandardCharsets.UTF_8), TorchNetwork.class);
        PeerNetwork network = new PeerNetwork(text, layout);
        PeerBatches batches = new PeerBatches(Integer.parseInt(arguments[3]), text, layout);
        Runnable step =
                switch (arguments[0]) {
                    case "training" -> new PeerTraining(network, batches);
                    case "inference" -> new PeerInference(network, batches);
                    default ->
                        throw new IllegalArgumentException("Expected training or inference, found " + arguments[0]);
                };
        Measurement measurement = Measurement.of(step, seconds(arguments[4]), seconds(arguments[5]));

        Map<String, Object> result = new LinkedHashMap<>();
        result.put("median_seconds", measurement.medianSeconds());
        result.put("steps", measurement.steps());
        result.put("parameters", network.parameterCount());
        result.put("library", library());
        ResultLines.write(result).forEach(System.out::println);
    }

    private static Duration seconds(String text) {
        return Duration.ofNanos((long) (Double.parseDouble(text) * 1e9));
    }

    /** All on one line. */
    private static String library() throws IOException {
        String version = Loader.getVersion("org.bytedeco", "pytorch");
        return "libtorch " + version + " on " + torch.get_num_threads() + " threads, "
                + torch.get_mkldnn_version().getString().strip().replaceAll("\\s+", " ");
    }
}
