package io.atelier.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    @TempDir
    Path directory;

    @Test
    void shouldReadTheLastLinesOfALargeFile() throws IOException {
        Path log = directory.resolve("large.log");
        Files.write(
                log, IntStream.rangeClosed(1, 50_000).mapToObj(i -> "line " + i).toList());

        assertThat(LogTail.read(log, 2)).containsExactly("line 49999", "line 50000");
    }

    @Test
    void shouldReadAShortFileWhole() throws IOException {
        Path log = Files.writeString(directory.resolve("short.log"), "one\ntwo");

        assertThat(LogTail.read(log, 20)).containsExactly("one", "two");
    }

    @Test
    void shouldReadNothingBeforeTheOffset() throws IOException {
        Path log = Files.writeString(directory.resolve("appended.log"), "old\nnew\n");

        assertThat(LogTail.read(log, 20, 4)).containsExactly("new");
        assertThat(LogTail.read(log, 20, 8)).isEmpty();
        assertThat(LogTail.read(log, 20, 100)).isEmpty();
    }

    @Test
    void shouldSayThatAFileIsMissing() {
        assertThat(LogTail.read(directory.resolve("none.log"), 20))
                .singleElement()
                .asString()
                .contains("none.log");
    }

    /** The frames of a stack trace would push the line that names the cause out of the last lines. */
    @Test
    void shouldKeepTheCauseAndLeaveOutTheFramesBelowIt() throws Exception {
        Path log = directory.resolve("service.log");
        Files.writeString(log, "started\nERROR wrong MD5 sum\n\tat some.Frame\n\t... 12 more\n\nstopped\n");

        assertThat(LogTail.read(log, 2)).containsExactly("ERROR wrong MD5 sum", "stopped");
    }
}
