package io.atelier.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atelier.local.process.Loopback;
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

    /** No proxy stands between this machine and itself, whatever the JVM has been told of proxies. */
    private static final HttpClient HERE =
            client().proxy(HttpClient.Builder.NO_PROXY).build();

    private static final HttpClient ELSEWHERE = client().build();
    private static final int UNAVAILABLE = 503;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Supplier<URI> base;
    private final HttpClient client;

    /** One of this machine, at whatever port it has at the moment. */
    public HttpService(IntSupplier port) {
        this.base = () -> URI.create("http://" + Loopback.HOST + ":" + port.getAsInt());
        this.client = HERE;
    }

    private HttpService(URI base, HttpClient client) {
        this.base = () -> base;
        this.client = client;
    }

    /** One at a scheme, host and port. */
    public static HttpService at(URI base) {
        // Everything here listens on 127.0.0.1; a JVM may take localhost for another address.
        String literal = base.toString().replaceFirst("(?i)^(https?://)localhost(?=[:/]|$)", "$1" + Loopback.HOST);
        URI address = URI.create(literal);
        return new HttpService(address, Loopback.HOST.equals(address.getHost()) ? HERE : ELSEWHERE);
    }

    private static HttpClient.Builder client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2));
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

    private byte[] send(HttpRequest request) throws IOException, HttpProblem, InterruptedException {
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            boolean temporary = response.statusCode() == UNAVAILABLE
                    && response.headers().firstValue("Retry-After").isPresent();
            throw new HttpProblem(request, response.statusCode(), detail(response.body()), temporary);
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
