package io.atelier.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** A service, asked over HTTP. Thread-safe. */
public final class HttpService {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Supplier<URI> base;

    /** One of this machine, at whatever port it has at the moment. */
    public HttpService(IntSupplier port) {
        this.base = () -> URI.create("http://127.0.0.1:" + port.getAsInt());
    }

    private HttpService(URI base) {
        this.base = () -> base;
    }

    /** One at a scheme, host and port. */
    public static HttpService at(URI base) {
        return new HttpService(base);
    }

    public URI uri(String path) {
        return URI.create(base.get() + path);
    }

    public byte[] get(String path) throws IOException, HttpProblem, InterruptedException {
        return send(request(path).GET().build());
    }

    public byte[] postJson(String path, byte[] json) throws IOException, HttpProblem, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                .build());
    }

    boolean isReady() throws InterruptedException {
        try {
            get("/q/health/ready");
            return true;
        } catch (IOException | HttpProblem e) {
            return false; // not yet: the caller knows how long to wait
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(TIMEOUT);
    }

    private static byte[] send(HttpRequest request) throws IOException, HttpProblem, InterruptedException {
        HttpResponse<byte[]> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw new HttpProblem(request, response.statusCode(), detail(response.body()));
        }
        return response.body();
    }

    /** What a problem document (RFC 9457) says. */
    private static String detail(byte[] body) {
        try {
            JsonNode problem = MAPPER.readTree(body);
            return problem.path("detail").asText(problem.path("title").asText(""));
        } catch (IOException e) {
            return ""; // not JSON: the status must do
        }
    }
}
