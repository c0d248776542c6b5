package io.atelier.bench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultLinesTest {

    @Test
    void shouldFindTheResultAmongOtherOutput() {
        List<String> lines = new ArrayList<>(List.of("[main] INFO something=else", ""));
        lines.addAll(ResultLines.write(Map.of("library", "a=b c")));
        lines.addAll(ResultLines.write(Map.of("steps", 7)));

        assertThat(ResultLines.read(lines)).containsExactly(Map.entry("library", "a=b c"), Map.entry("steps", "7"));
        assertThat(ResultLines.read(List.of("WARNING: none"))).isEmpty();
    }
}
