package io.atelier.data.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.ChildProcess;
import io.atelier.contract.GoldenFigures;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drawn images, splits, orders and augmentations have the bits that they always had, on this JDK and on another. */
class GoldenStreamTest {

    private static final Map<String, String> GOLDEN = GoldenFigures.read("/golden/streams.properties");

    @TempDir
    private Path folder;

    @Test
    void shouldGiveTheSameBatchesHere() throws Exception {
        assertThat(StreamBits.hashes()).isEqualTo(GOLDEN);
    }

    /** The newest JDK that is installed beside the running one, where there is one. */
    @Test
    void shouldGiveTheSameBatchesOnAnotherJdk() throws Exception {
        String output = ChildProcess.output(
                ChildProcess.newestJava(), folder.resolve("child.log"), List.of(), StreamBits.class);

        assertThat(GoldenFigures.in(output, "")).isEqualTo(GOLDEN);
    }
}
