package io.atelier.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFilesTest {

    @TempDir
    Path directory;

    @Test
    void shouldFindAChildThatStillRunsAndSpareStrangers() throws Exception {
        PidFiles pidFiles = new PidFiles(directory, "-Dmarker=" + directory);
        Process child = sleeper("-Dmarker=" + directory);
        Process otherDirectory = sleeper("-Dmarker=" + directory + "-2");
        try {
            pidFiles.write("trainer-service-1", child.pid());
            pidFiles.write("stranger-1", otherDirectory.pid());
            pidFiles.write("this-1", ProcessHandle.current().pid());
            pidFiles.write("gone-1", Long.MAX_VALUE);
            Files.writeString(directory.resolve("garbage-1.pid"), "not a number");

            assertThat(pidFiles.leftovers())
                    .extracting(PidFiles.Leftover::id, leftover -> leftover.process()
                            .pid())
                    .containsExactly(tuple("trainer-service-1", child.pid()));
            assertThat(directory).isDirectoryNotContaining("glob:**{stranger,this,gone,garbage}-1.pid");
        } finally {
            Termination.end(List.of(child.toHandle(), otherDirectory.toHandle()), Duration.ofSeconds(5));
        }
    }

    /** A process that does nothing, with {@code marker} among its arguments. */
    private static Process sleeper(String marker) throws IOException {
        return new ProcessBuilder("sh", "-c", "sleep 60; :", "sh", marker, "end").start();
    }
}
