package io.atelier.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.harness.cluster.Workload;
import io.atelier.harness.load.LoadOptions;
import io.atelier.harness.load.LoadSession;
import io.atelier.harness.load.Measured;
import io.atelier.local.service.Installation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fake trainers get real images from two data services. */
class LoadIT {

    private static final Path HOME = Path.of("").toAbsolutePath().getParent();
    private static final int TRAINERS = 2;
    private static final int RATE = 500;

    @TempDir
    Path out;

    @Test
    void shouldTellWhatTrainersOfARateGet() throws Exception {
        ObjectNode experiment = JsonNodeFactory.instance
                .objectNode()
                .put("profile", "quick")
                .put("train_images", 1_000)
                .put("test_images", 100);
        experiment.putArray("architectures").add("fmnist_5");
        LoadOptions options = new LoadOptions(
                List.of(TRAINERS), RATE, 2, Duration.ofSeconds(4), new Workload(experiment), "synthetic", out);
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        List<Measured> all = new LoadSession(
                        new Installation(HOME), options, new PrintStream(said, true, StandardCharsets.UTF_8))
                .run();

        assertThat(said.toString(StandardCharsets.UTF_8)).contains("MB/s for each core of");
        Measured measured = all.get(0);
        // A record has 293 images: it is used within the seconds that are measured, or before, or after.
        assertThat(measured.images()).isBetween(0.5 * TRAINERS * RATE, 1.5 * TRAINERS * RATE);
        assertThat(measured.bytes()).isEqualTo(measured.images() * (28 * 28 * 4 + 2));
        assertThat(measured.waiting()).isBetween(0.0, 1.0);
        assertThat(List.of(measured.dataServices(), measured.broker(), measured.fakes()))
                .allSatisfy(cores -> assertThat(cores).isPositive());
    }
}
