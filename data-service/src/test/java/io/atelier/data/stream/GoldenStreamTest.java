package io.atelier.data.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.ChildProcess;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drawn images, splits, orders and augmentations have the bits that they always had, on this JDK and on another. */
class GoldenStreamTest {

    @TempDir
    private Path folder;

    @Test
    void shouldGiveTheSameBatchesHere() throws Exception {
        assertThat(StreamBits.hashes()).isEqualTo(golden());
    }

    /** The newest JDK that is installed beside the running one, where there is one. */
    @Test
    void shouldGiveTheSameBatchesOnAnotherJdk() throws Exception {
        String output = ChildProcess.output(
                ChildProcess.newestJava(), folder.resolve("child.log"), List.of(), StreamBits.class);

        Map<String, String> hashes = new TreeMap<>();
        output.lines()
                .map(line -> line.split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> hashes.put(pair[0], pair[1]));
        assertThat(hashes).isEqualTo(golden());
    }

    private static Map<String, String> golden() throws Exception {
        Properties properties = new Properties();
        try (InputStream in = GoldenStreamTest.class.getResourceAsStream("/golden/streams.properties")) {
            properties.load(in);
        }
        Map<String, String> golden = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> golden.put(name, properties.getProperty(name)));
        return golden;
    }
}
