package io.atelier.local.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.atelier.local.process.Loopback;
import io.atelier.local.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServiceTest {

    private HttpServer server;
    private HttpService service;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(Loopback.at(0), 0);
        server.start();
        service = new HttpService(() -> server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldTellWhatAProblemDocumentSays() {
        answer("/runs", 400, "{\"title\":\"Bad Request\",\"status\":400,\"detail\":\"epochs must be 1 to 1000\"}");

        assertThatThrownBy(() -> service.postJson("/runs", new byte[] {'{', '}'}))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(400);
                    assertThat(problem.detail()).isEqualTo("epochs must be 1 to 1000");
                })
                .hasMessageEndingWith("/runs answered 400: epochs must be 1 to 1000");
    }

    @Test
    void shouldTellTheStatusOfWhatIsNoProblemDocument() {
        answer("/progress", 500, "<html>oops</html>");

        assertThatThrownBy(() -> service.get("/progress"))
                .isInstanceOf(HttpProblem.class)
                .hasMessageEndingWith("/progress answered 500");
    }

    @Test
    void shouldBeReadyOnlyWhenTheServiceSaysSo() throws InterruptedException {
        assertThat(new HttpService(Ports::pick).isReady()).isFalse();
        assertThat(service.isReady()).isFalse();
        answer("/q/health/ready", 200, "{}");
        assertThat(service.isReady()).isTrue();
    }

    /** A JVM that prefers IPv6 takes localhost for ::1, where nothing of ours listens. */
    @Test
    void shouldTakeLocalhostForTheAddressThatServicesListenOn() {
        assertThat(HttpService.at(URI.create("http://localhost:8083")).uri("/api"))
                .isEqualTo(URI.create("http://127.0.0.1:8083/api"));
        assertThat(HttpService.at(URI.create("http://localhost.example:8083")).uri("/"))
                .isEqualTo(URI.create("http://localhost.example:8083/"));
    }

    private void answer(String path, int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
