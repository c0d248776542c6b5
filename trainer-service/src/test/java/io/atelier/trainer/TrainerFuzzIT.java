package io.atelier.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atelier.contract.TestBroker;
import io.atelier.contract.fuzz.Fuzzer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whatever is asked of it, the service answers soon, never with an internal error, and goes on. */
class TrainerFuzzIT {

    @Test
    void shouldAnswerHostileRequests() throws Exception {
        try (TrainerProcess trainer = new TrainerProcess(TestBroker.bootstrapServers())) {
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> trainer.get("/q/health").contains("\"UP\""));

            Fuzzer.request(2_000, trainer.port(), "GET /progress", "GET /progress{}", "GET /{}");

            assertThat(trainer.get("/q/health")).contains("\"status\": \"UP\"");
        }
    }
}
