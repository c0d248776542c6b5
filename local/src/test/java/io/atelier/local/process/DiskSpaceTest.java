package io.atelier.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpaceTest {

    @TempDir
    Path directory;

    @Test
    void shouldSayWhatIsNeededWhatThereIsAndWhatToDo() {
        assertThat(DiskSpace.problem(directory, Long.MAX_VALUE).orElseThrow())
                .startsWith("Expected at least 8796093022207 MiB free on the disk of " + directory + ", found ")
                .endsWith(" make room there, or choose another directory with --out");
    }

    @Test
    void shouldFindNoProblemWhereThereIsRoomOrNothingIsKnown() {
        assertThat(DiskSpace.problem(directory, 1)).isEmpty();
        assertThat(DiskSpace.problem(directory.resolve("missing"), Long.MAX_VALUE))
                .isEmpty();
    }
}
