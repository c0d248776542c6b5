package io.atelier.bench.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LibrariesTest {

    /** A name that matches nothing any more would leave large libraries in the archive unnoticed. */
    @Test
    void shouldLeaveOutOnlyWhatIsThere() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> names = Arrays.stream(classPath.split(File.pathSeparator))
                .map(element -> Path.of(element).getFileName().toString())
                .toList();

        assertThat(Libraries.LEFT_OUT)
                .filteredOn(prefix -> !prefix.equals("data-service"))
                .allMatch(prefix -> names.stream().anyMatch(name -> name.startsWith(prefix)));
    }

    @Test
    void shouldKeepWhatComputes() {
        assertThat(List.of("engine-0.1.0.jar", "contract-0.1.0.jar", "nd4j-native-1.0.0-linux-x86_64.jar", "bench.jar"))
                .allMatch(Libraries::isNeeded);
        assertThat(Libraries.isNeeded("kafka-clients-4.2.1.jar")).isFalse();
    }
}
