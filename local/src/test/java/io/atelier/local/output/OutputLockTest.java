package io.atelier.local.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputLockTest {

    @TempDir
    Path directory;

    @Test
    void shouldBeHeldByOneAtATime() throws IOException {
        Path file = directory.resolve(".lock");

        OutputLock first = OutputLock.tryLock(file).orElseThrow();
        assertThat(OutputLock.tryLock(file)).isEmpty();
        assertThat(OutputLock.holder(file))
                .isEqualTo(Long.toString(ProcessHandle.current().pid()));

        first.close();
        OutputLock.tryLock(file).orElseThrow().close();
    }
}
