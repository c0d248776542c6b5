package io.atelier.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.local.console.TrialStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrialStatusesTest {

    private static final String RESULTS = """
            {"run": "r", "dataset": "fashion-mnist", "synthetic": false, "profile": "report", "created": "2026-01-01T00:00:00Z",
             "complete": false, "trials": [
              {"trial": "r.fmnist_1.s1", "study": "fmnist_1", "seed": 1, "state": "COMPLETED", "epochs": 10,
               "images_per_second": 150.5, "history": [
                {"epoch": 10, "loss": 0.1, "accuracy": 0.97, "val_loss": null, "val_accuracy": null}]},
              {"trial": "r.fmnist_2.s1", "study": "fmnist_2", "seed": 1, "state": "RUNNING", "epochs": 1,
               "history": [{"epoch": 1, "loss": 0.8, "accuracy": 0.7, "val_loss": 0.4, "val_accuracy": 0.85}]},
              {"trial": "r.fmnist_3.s1", "study": "fmnist_3", "seed": 1, "state": "FAILED", "epochs": 0,
               "history": [], "failure": {"code": "NON_FINITE_LOSS", "message": "loss is NaN"}}]}""";

    private static final String PROGRESS = """
            {"trainer": "trainer-service-1", "trial": {"id": "r.fmnist_2.s1", "run": "r", "configuration": "fmnist_2", "seed": 1},
             "state": "TRAINING", "epoch": 2, "epochs": 10, "batch": 17, "batches": 352, "images_per_second": 201.4,
             "loss": 0.4, "accuracy": 0.85, "seconds_left": 552.0, "resumed": true}""";

    private static final String IDLE = """
            {"trainer": "trainer-service-2", "trial": null, "state": "IDLE", "epoch": 0, "epochs": 0, "batch": 0,
             "batches": 0, "images_per_second": 0.0, "loss": 0.0, "accuracy": 0.0, "seconds_left": 0.0, "resumed": false}""";

    private static final List<String> TRIALS =
            List.of("r.fmnist_1.s1", "r.fmnist_2.s1", "r.fmnist_3.s1", "r.fmnist_4.s1");

    @Test
    void shouldPutTrainersAndResultsTogether() throws IOException {
        List<TrialStatus> statuses = TrialStatuses.of(
                TRIALS,
                Optional.of(read(RESULTS, FetchedResults.class)),
                List.of(read(PROGRESS, TrainerProgress.class), read(IDLE, TrainerProgress.class)));

        assertThat(statuses)
                .containsExactly(
                        new TrialStatus(
                                "r.fmnist_1.s1",
                                "fmnist_1 s1",
                                "COMPLETED",
                                10,
                                null,
                                null,
                                null,
                                150.5,
                                0.1,
                                0.97,
                                null,
                                null,
                                null,
                                null),
                        new TrialStatus(
                                "r.fmnist_2.s1",
                                "fmnist_2 s1",
                                "TRAINING",
                                2,
                                10,
                                17,
                                352,
                                201.4,
                                0.4,
                                0.85,
                                0.4,
                                0.85,
                                552.0,
                                null),
                        new TrialStatus(
                                "r.fmnist_3.s1",
                                "fmnist_3 s1",
                                "FAILED",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                "NON_FINITE_LOSS: loss is NaN"),
                        queued("r.fmnist_4.s1", "fmnist_4 s1"));
    }

    @Test
    void shouldCallTrialsQueuedBeforeAnythingIsKnown() {
        assertThat(TrialStatuses.of(List.of("r.fmnist_1.s1"), Optional.empty(), List.of()))
                .containsExactly(queued("r.fmnist_1.s1", "fmnist_1 s1"));
    }

    private static TrialStatus queued(String trial, String label) {
        return new TrialStatus(
                trial, label, "QUEUED", null, null, null, null, null, null, null, null, null, null, null);
    }

    private static <T> T read(String json, Class<T> type) throws IOException {
        return RunJson.read(json.getBytes(StandardCharsets.UTF_8), type);
    }
}
