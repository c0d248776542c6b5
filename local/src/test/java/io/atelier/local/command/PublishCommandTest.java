package io.atelier.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PublishCommandTest {

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();
    private final CommandLine atelier = Atelier.commandLine().setErr(new PrintWriter(err));

    @Test
    void shouldRefuseTopicsOfAteliersOwn() {
        assertThat(publish("--topic", "atelier.trials", "--broker", "127.0.0.1:1"))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains("--topic must be a topic of images, but atelier.trials is one of Atelier's own");
    }

    @Test
    void shouldRefuseMorePartitionsThanADatasetMayHave() {
        assertThat(publish("--topic", "shoes", "--broker", "127.0.0.1:1", "--partitions", "513"))
                .isEqualTo(2);

        assertThat(err.toString()).contains("--partitions must be between 1 and 512, but is 513");
    }

    /** Before it looks for a broker. */
    @Test
    void shouldHaveTheRulesOfFolders() throws IOException {
        Files.createFile(folder.resolve("train-images-idx3-ubyte"));
        Files.createFile(folder.resolve("train-labels-idx1-ubyte"));

        assertThat(publish("--topic", "shoes", "--broker", "127.0.0.1:1")).isEqualTo(1);

        assertThat(err.toString())
                .contains(
                        "atelier: " + folder
                                + ": expected a folder for each class with PNG or JPEG files, found IDX files, which hold pixels");
    }

    @Test
    void shouldSayWhichOptionsAreMissing() {
        assertThat(atelier.execute("images", "publish", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required options: '--topic=T', '--broker=HOST:PORT'");

        assertThat(atelier.execute("images")).isEqualTo(2);
    }

    private int publish(String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "images";
        arguments[1] = "publish";
        arguments[2] = folder.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return atelier.execute(arguments);
    }
}
