package io.atelier.evaluator.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.TestBroker;
import io.atelier.contract.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;

/** Whatever is asked of it, the service answers soon, never with an internal error, and goes on. */
class EvaluatorFuzzIT {

    @Test
    void shouldAnswerHostileRequests() throws Exception {
        try (ServiceProcess service = ServiceProcess.startAndAwait(TestBroker.bootstrapServers())) {
            Fuzzer.request(
                    2_000,
                    service.port(),
                    "GET /",
                    "GET /runs/{}",
                    "GET /datasets/{}",
                    "GET /api/datasets",
                    "GET /api/datasets/{}",
                    "GET /api/runs",
                    "GET /api/runs/{}/results",
                    "GET /api/trials/{}/model");

            assertThat(service.status("/q/health")).isEqualTo(200);
        }
    }
}
