package io.atelier.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A manifest whose content has its home elsewhere. */
final class GeneratedFile {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    private GeneratedFile() {}

    /** Fails if the file below {@code kubernetes/} is not this one, and leaves beside it what it must be. */
    static void assertIs(String file, String comment, List<?> resources) throws IOException {
        StringBuilder text = new StringBuilder("# " + comment + " Written by a test: change that, not this.\n");
        for (Object resource : resources) {
            text.append(YAML.writeValueAsString(resource));
        }
        Path made = Path.of("target", file);
        Files.createDirectories(made.getParent());
        Files.writeString(made, text);
        assertThat(Files.readString(Manifest.KUBERNETES.resolve(file)))
                .as("is it up to date? cp deploy/target/" + file + " deploy/kubernetes/" + file)
                .isEqualTo(text.toString());
    }
}
