package io.atelier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {

    private static void fill(Path folder) throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("a/b")).resolve("file"), "text");
    }

    @Test
    void shouldBeGoneWhenItIsClosed() throws Exception {
        Path path;
        try (TemporaryFolder folder = TemporaryFolder.open("test")) {
            path = folder.path();
            fill(path);
        }

        assertThat(path).doesNotExist();
    }

    /** The shutdown hook of a command that was stopped closes what the command still has open. */
    @Test
    void shouldBeGoneWhenAllAreClosedAndStandBeingClosedAgain() throws Exception {
        TemporaryFolder folder = TemporaryFolder.open("test");
        fill(folder.path());

        TemporaryFolder.closeAll();

        assertThat(folder.path()).doesNotExist();
        folder.close();
    }
}
