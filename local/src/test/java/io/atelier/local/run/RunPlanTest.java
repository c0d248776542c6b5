package io.atelier.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.local.LocalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunPlanTest {

    private static final RunOptions NOTHING = new RunOptions(null, null, null, null, null, null, null);
    private static final RunOptions ALL =
            new RunOptions("report", List.of("fmnist_3", "fmnist_5"), List.of(1L, 2L), 7, 6_000, 500, "synthetic");

    @Test
    void shouldAskTheDataServiceForExactlyTheOptionsGiven() throws IOException {
        assertThat(json(RunPlan.create("first", NOTHING))).isEqualTo("{\"run\":\"first\",\"profile\":\"quick\"}");
        assertThat(json(RunPlan.create("second", ALL)))
                .isEqualTo("{\"run\":\"second\",\"profile\":\"report\",\"architectures\":[\"fmnist_3\",\"fmnist_5\"],"
                        + "\"seeds\":[1,2],\"epochs\":7,\"train_images\":6000,\"test_images\":500}");
    }

    @Test
    void shouldSurviveBeingWrittenAndRead() throws IOException {
        RunPlan plan = RunPlan.create("second", ALL);

        assertThat(RunJson.read(RunJson.write(plan), RunPlan.class)).isEqualTo(plan);
    }

    @Test
    void shouldResumeWithTheSameOptionsOrNone() {
        RunPlan plan = RunPlan.create("second", ALL);

        assertThatCode(() -> plan.checkSameAs(ALL)).doesNotThrowAnyException();
        assertThatCode(() -> plan.checkSameAs(NOTHING)).doesNotThrowAnyException();
    }

    @Test
    void shouldNameEveryOptionThatDiffers() {
        RunPlan plan = RunPlan.create("first", NOTHING);

        assertThatThrownBy(() ->
                        plan.checkSameAs(new RunOptions("report", null, List.of(2L), null, null, null, "synthetic")))
                .isInstanceOf(LocalException.class)
                .hasMessage("This directory holds run \"first\" with other options: --profile is quick, not report, "
                        + "--seeds is the profile's, not [2], --dataset is auto, not synthetic. "
                        + "Leave these options away to resume it, or choose another directory with --out");
    }

    private static String json(RunPlan plan) throws IOException {
        return new String(RunJson.write(plan.request()), StandardCharsets.UTF_8).replaceAll("\\s", "");
    }
}
