package io.atelier.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atelier.contract.definition.DefinitionText;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.local.LocalException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunPlanTest {

    private static final RunOptions NOTHING = options("{}", false, null);
    private static final String FIELDS = """
            {"profile":"report","architectures":["fmnist_3","fmnist_5"],"seeds":[1,2],"epochs":7,"train_images":6000,"test_images":500}""";
    private static final RunOptions ALL = options(FIELDS, false, "synthetic");
    private static final String OWN = """
            {"architectures":[{"name":"own","layers":[{"kind":"output"}]}],"recipe":{"label_smoothing":0.10},"seeds":[1]}""";

    @Test
    void shouldAskTheDataServiceForExactlyTheOptionsGiven() {
        assertThat(json(RunPlan.create("first", NOTHING))).isEqualTo("{\"profile\":\"quick\",\"run\":\"first\"}");
        assertThat(json(RunPlan.create("second", ALL)))
                .isEqualTo(FIELDS.replace("}", ",\"run\":\"second\",\"dataset\":\"synthetic\"}"));
    }

    @Test
    void shouldAddNothingToAFile() {
        assertThat(json(RunPlan.create("own", options(OWN, true, "/images"))))
                .isEqualTo(OWN.substring(0, OWN.length() - 1) + ",\"run\":\"own\"}");
    }

    /** The data service is started without a dataset then, and finds what the request names on the broker. */
    @Test
    void shouldNameADatasetOfTheBrokerInTheRequest() throws Exception {
        ObjectNode shoes = (ObjectNode) read("{\"name\":\"shoes\",\"topic\":\"shoe-images\"}");
        for (JsonNode dataset : List.of(shoes, TextNode.valueOf("shoes"), TextNode.valueOf("shoes-1a2b3c4d"))) {
            RunOptions options = new RunOptions(
                    (ObjectNode) read(OWN), true, Optional.of(dataset), Optional.of("localhost:9092"), "label");
            RunPlan plan = RunPlan.read(RunPlan.create("own", options).write());

            assertThat(plan.dataset()).isEqualTo("none");
            assertThat(plan.broker()).contains("localhost:9092");
            assertThat(json(plan))
                    .isEqualTo(OWN.substring(0, OWN.length() - 1) + ",\"run\":\"own\",\"dataset\":" + dataset + "}");
            assertThat(plan.resumedWith(options(OWN.replace("[1]", "[1, 2]"), true, null))
                            .broker())
                    .contains("localhost:9092");
        }
        RunPlan topic = RunPlan.create("own", options(OWN, true, "topic:shoe-images"));
        assertThat(topic.dataset()).isEqualTo("topic:shoe-images");
        assertThat(json(topic)).doesNotContain("dataset");
    }

    @Test
    void shouldSurviveBeingWrittenAndRead() throws Exception {
        for (RunOptions options : List.of(ALL, options(OWN, true, null))) {
            RunPlan plan = RunPlan.create("second", options);

            RunPlan again = RunPlan.read(plan.write());
            assertThat(again).isEqualTo(plan);
            assertThatCode(() -> again.checkSameAs(options)).doesNotThrowAnyException();
        }
    }

    /** Of the version before there were files. */
    @Test
    void shouldReadAnOldPlan() throws Exception {
        String old = "{\"run\": \"first\", \"profile\": \"quick\", \"seeds\": [1], \"dataset\": \"auto\"}";
        RunPlan plan = RunPlan.read(old.getBytes(StandardCharsets.UTF_8));

        assertThat(plan.run()).isEqualTo("first");
        assertThat(plan.dataset()).isEqualTo("auto");
        assertThat(json(plan)).isEqualTo("{\"run\":\"first\",\"profile\":\"quick\",\"seeds\":[1]}");
    }

    @Test
    void shouldRefuseWhatIsNoPlan() {
        assertThatThrownBy(() -> RunPlan.read("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage("must be an object with run and dataset");
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
                        plan.checkSameAs(options("{\"profile\": \"report\", \"seeds\": [2]}", false, "synthetic")))
                .isInstanceOf(LocalException.class)
                .hasMessage("This directory holds run \"first\" with other options: --dataset is auto, not synthetic, "
                        + "--profile is quick, not report, --seeds is left out, not [2]. "
                        + "Leave these options away to resume it, or choose another directory with --out");
    }

    /** A file says all, also what it leaves out. */
    @Test
    void shouldNameEveryFieldOfAFileThatDiffers() {
        RunPlan plan = RunPlan.create("own", options(OWN, true, null));

        assertThatThrownBy(() -> plan.checkSameAs(options(OWN.replace("\"seeds\":[1]", "\"epochs\":2"), true, null)))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("with other options: --epochs is left out, not 2, --seeds is [1], not left out.");
    }

    @Test
    void shouldGoOnWithMoreOfTheSameTrials() throws Exception {
        RunPlan plan = RunPlan.create("own", options(OWN, true, null));

        RunPlan more = plan.resumedWith(options(OWN.replace("[1]", "[1, 2]"), true, null));
        assertThat(json(more)).isEqualTo(json(plan).replace("[1]", "[1,2]"));
        assertThat(json(plan.resumedWith(options("{\"seeds\":[1,3]}", false, null))))
                .isEqualTo(json(plan).replace("[1]", "[1,3]"));
        assertThat(plan.resumedWith(options(OWN, true, null))).isEqualTo(plan);
    }

    @Test
    void shouldGoOnWithMoreEpochsOfAnExtensibleRunOnly() throws Exception {
        String extensible = OWN.replace("\"seeds\"", "\"epochs\":2,\"extensible\":true,\"seeds\"");
        RunPlan plan = RunPlan.create("own", options(extensible, true, null));

        assertThat(json(plan.resumedWith(options(extensible.replace(":2", ":4"), true, null))))
                .isEqualTo(json(plan).replace(":2", ":4"));
        assertThat(json(plan.resumedWith(options("{\"epochs\":4}", false, null))))
                .isEqualTo(json(plan).replace(":2", ":4"));
        for (String other : List.of(extensible.replace(":2", ":1"), extensible.replace("true", "false"))) {
            assertThatThrownBy(() -> plan.resumedWith(options(other, true, null)))
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("holds run \"own\" with other options");
        }
        RunPlan plain = RunPlan.create("own", options(OWN, true, null));
        assertThatThrownBy(() -> plain.resumedWith(options("{\"epochs\":40}", false, null)))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("--epochs is left out, not 40");
    }

    @Test
    void shouldNotGoOnWithFewerOrOtherTrials() {
        RunPlan plan = RunPlan.create("own", options(OWN.replace("[1]", "[1, 2]"), true, null));

        for (String other :
                List.of(OWN, OWN.replace("[1]", "[1, 2, 3]").replace("0.10", "0.2"), OWN.replace("[1]", "[2, 3]"))) {
            assertThatThrownBy(() -> plan.resumedWith(options(other, true, null)))
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("holds run \"own\" with other options");
        }
    }

    private static RunOptions options(String json, boolean complete, String dataset) {
        try {
            ObjectNode request = (ObjectNode) read(json);
            return new RunOptions(
                    request, complete, Optional.ofNullable(dataset).map(TextNode::valueOf), Optional.empty(), "label");
        } catch (InvalidDefinitionException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JsonNode read(String json) throws InvalidDefinitionException {
        return DefinitionText.read(json.getBytes(StandardCharsets.UTF_8), value -> Optional.of(value.json()));
    }

    private static String json(RunPlan plan) {
        return new String(plan.request(), StandardCharsets.UTF_8);
    }
}
