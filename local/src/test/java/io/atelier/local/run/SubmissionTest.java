package io.atelier.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.atelier.local.LocalException;
import io.atelier.local.process.Loopback;
import io.atelier.local.service.HttpService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubmissionTest {

    private static final RunClient.Submitted PLANNED = new RunClient.Submitted("r", "d", 1, 0, List.of());

    private final List<String> said = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong time = new AtomicLong();
    private volatile int status = 503;
    private HttpServer server;
    private HttpService service;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(Loopback.at(0), 0);
        server.createContext("/", exchange -> {
            if (status == 503) {
                exchange.getResponseHeaders().add("Retry-After", "1");
            }
            byte[] body = "{\"detail\": \"shoes are packed\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        service = new HttpService(() -> server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldAskAgainAndSayWhyUntilTheRunIsPlanned() throws Exception {
        assertThat(submission(3).await()).isEqualTo(PLANNED);

        assertThat(asked).hasValue(3);
        assertThat(said).containsExactly("shoes are packed");
    }

    @Test
    void shouldNotAskAgainWhereTheRunIsRefused() {
        status = 400;

        assertThatThrownBy(() -> submission(3).await())
                .isInstanceOf(LocalException.class)
                .hasMessage("The run was refused: shoes are packed");
        assertThat(asked).hasValue(1);
    }

    @Test
    void shouldGiveUpWhenNothingChanges() {
        time.set(Duration.ofMinutes(4).toNanos());

        assertThatThrownBy(() -> submission(100).await()).hasMessage("The run was refused: shoes are packed");
        assertThat(asked).hasValue(3);
    }

    /** Planned at the n-th time; each takes as long as the first is late. */
    private Submission submission(int planned) {
        AtomicLong now = new AtomicLong();
        return new Submission(
                () -> {
                    if (asked.incrementAndGet() == planned) {
                        return PLANNED;
                    }
                    service.get("/runs");
                    throw new IllegalStateException("An error was expected");
                },
                said::add,
                () -> now.getAndAdd(time.get()),
                Duration.ZERO);
    }
}
