package io.atelier.contract.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atelier.contract.definition.InvalidDefinitionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shapes, parameter counts and names are those that Keras finds for the same layers; its figures are in {@code plans.json}. */
class KerasPlansTest {

    private record Case(JsonNode definition, Shape image, int classes, JsonNode rows) {
        @Override
        public String toString() {
            return definition.get("name").textValue();
        }

        NetworkPlan plan() throws InvalidDefinitionException {
            byte[] json = definition.toString().getBytes(StandardCharsets.UTF_8);
            return NetworkPlan.of(Architecture.read(json), image, classes);
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream in = KerasPlansTest.class.getResourceAsStream("/architecture/plans.json")) {
            JsonNode plans = new ObjectMapper().readTree(in).get("plans");
            return StreamSupport.stream(plans.spliterator(), false).map(KerasPlansTest::read);
        }
    }

    private static Case read(JsonNode plan) {
        JsonNode image = plan.get("image");
        Shape shape = new Shape(
                image.get(0).intValue(), image.get(1).intValue(), image.get(2).intValue());
        return new Case(plan.get("definition"), shape, plan.get("classes").intValue(), plan.get("rows"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldFindWhatKerasFinds(Case drawn) throws Exception {
        if (drawn.rows().isNull()) {
            assertThatThrownBy(drawn::plan)
                    .isInstanceOf(InvalidDefinitionException.class)
                    .hasMessageContaining(" must fit ");
            return;
        }
        List<LayerSummary> expected = new ArrayList<>();
        for (JsonNode row : drawn.rows()) {
            expected.add(new LayerSummary(
                    row.get(0).textValue(),
                    row.get(1).textValue(),
                    row.get(2).textValue(),
                    row.get(3).longValue()));
        }

        assertThat(drawn.plan().summary()).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldWriteWhatItReads(Case drawn) throws Exception {
        Architecture architecture =
                Architecture.read(drawn.definition().toString().getBytes(StandardCharsets.UTF_8));

        byte[] written = architecture.write().toString().getBytes(StandardCharsets.UTF_8);
        assertThat(Architecture.read(written)).isEqualTo(architecture);
        assertThat(Architecture.read(written).write()).isEqualTo(architecture.write());
    }
}
