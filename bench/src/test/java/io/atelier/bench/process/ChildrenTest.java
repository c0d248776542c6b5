package io.atelier.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildrenTest {

    /** Says the id of a child of its own, ends it when asked to end, and then notes that it did. */
    private static final String PARENT = """
            sleep 1000 & child=$!
            trap 'kill $child; wait $child; echo in order >"$1"; exit' TERM
            echo $child
            wait
            """;

    @TempDir
    Path directory;

    /** As {@code ./atelier run} needs it: killed, it would leave its processes to themselves. */
    @Test
    void shouldLetChildrenEndTheirOwnInOrder() throws Exception {
        Path note = directory.resolve("note");
        Process child = new ProcessBuilder("sh", "-c", PARENT, "sh", note.toString()).start();
        try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
            long grandchild = Long.parseLong(output.readLine());

            Children.end();

            assertThat(child.isAlive()).isFalse();
            assertThat(note).content().isEqualTo("in order\n");
            assertThat(ProcessHandle.of(grandchild).filter(ProcessHandle::isAlive))
                    .isEmpty();
        }
    }
}
