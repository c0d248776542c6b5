package io.atelier.data.planning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.experiment.ExperimentSchema;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/** Puts the schema of experiments, which editors use too, into the description of this service. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ExperimentSchemaFilter implements OASFilter {

    /** Of the schema of an experiment among those of the description; its parts have their own names. */
    static final String NAME = "Experiment";

    private static final String PARTS = "definitions";

    @Override
    public void filterOpenAPI(OpenAPI description) {
        if (description.getComponents() == null) {
            description.setComponents(OASFactory.createComponents());
        }
        byte[] schemas = description(schemas()).toString().getBytes(StandardCharsets.UTF_8);
        SmallRyeOpenAPI.builder()
                .enableModelReader(false)
                .enableStandardStaticFiles(false)
                .enableAnnotationScan(false)
                .enableStandardFilter(false)
                .withCustomStaticFile(() -> new ByteArrayInputStream(schemas))
                .build()
                .model()
                .getComponents()
                .getSchemas()
                .forEach(description.getComponents()::addSchema);
    }

    /** Of nothing but schemas. */
    private static JsonNode description(ObjectNode schemas) {
        ObjectNode description = JsonMapper.builder().build().createObjectNode();
        description.put("openapi", "3.1.0");
        description.putObject("components").set("schemas", schemas);
        return description;
    }

    private static ObjectNode schemas() {
        try {
            String text = ExperimentSchema.text().replace("#/" + PARTS + "/", "#/components/schemas/");
            ObjectNode experiment = (ObjectNode) JsonMapper.builder().build().readTree(text);
            ObjectNode schemas = (ObjectNode) experiment.remove(PARTS);
            // The dialect is the description's.
            experiment.remove("$schema");
            schemas.set(NAME, experiment);
            return schemas;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
