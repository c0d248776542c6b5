package io.atelier.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atelier.local.service.HttpProblem;
import io.atelier.local.service.HttpService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A Prometheus of this machine, on loopback, with this repository's configuration and rules. */
final class PrometheusServer {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Process process;
    private final HttpService http;

    private PrometheusServer(Process process, int port) {
        this.process = process;
        this.http = HttpService.at(URI.create("http://127.0.0.1:" + port));
    }

    /** This repository's configuration with these addresses as targets, asked every second. */
    static String configuration(String data, String trainer, String evaluator) throws IOException {
        return Files.readString(Repository.PROMETHEUS.resolve("prometheus.yml"))
                .replace("rules/*.yml", Repository.PROMETHEUS.resolve("rules") + "/*.yml")
                .replaceAll("(scrape_interval|evaluation_interval): 5s", "$1: 1s")
                .replace("scrape_timeout: 4s", "scrape_timeout: 1s")
                .replace("data-service:8081", data)
                .replace("evaluator-service:8083", evaluator)
                .replaceAll(
                        "(?s)dns_sd_configs:.*?refresh_interval: 10s",
                        "static_configs:\n      - targets: [\"" + trainer + "\"]");
    }

    /** Keeps configuration, data and log in {@code directory}. */
    static PrometheusServer start(Path directory, String configuration) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("prometheus.yml"), configuration);
        int port = freePort();
        Process process = new ProcessBuilder(
                        Program.find("prometheus").toString(),
                        "--config.file=" + directory.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        return new PrometheusServer(process, port);
    }

    boolean isReady() {
        try {
            http.get("/-/ready");
            return true;
        } catch (IOException | HttpProblem | InterruptedException e) {
            return false;
        }
    }

    /** {@code data.result} for now. */
    JsonNode query(String expression) {
        return get("/api/v1/query?query=" + encoded(expression)).path("result");
    }

    /** {@code data.result} from {@code start} till now, second by second. */
    JsonNode queryRange(String expression, Instant start) {
        return get("/api/v1/query_range?query=" + encoded(expression) + "&start=" + start + "&end=" + Instant.now()
                        + "&step=1")
                .path("result");
    }

    /** The values of a label in the series chosen. */
    JsonNode labelValues(String selector, String label) {
        return get("/api/v1/label/" + label
                + "/values?match[]=".replace("[", "%5B").replace("]", "%5D") + encoded(selector));
    }

    private JsonNode get(String path) {
        try {
            return MAPPER.readTree(http.get(path)).path("data");
        } catch (IOException | HttpProblem e) {
            throw new IllegalStateException("Prometheus refuses " + path + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
