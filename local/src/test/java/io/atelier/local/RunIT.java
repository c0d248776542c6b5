package io.atelier.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code atelier run} as a process, with a real broker and services that only pretend to train. */
@Timeout(180)
class RunIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** On drawn images. */
    private static final String RESIDUAL = """
            run: small
            dataset: synthetic
            architectures:
              - name: residual
                layers:
                  - {kind: convolution, filters: 8, activation: relu, name: stem}
                  - {kind: convolution, filters: 8, name: branch}
                  - {kind: add, inputs: [branch, stem]}
                  - {kind: global_average_pool}
                  - {kind: output}
            recipe: {epochs: 5, batch_size: 32}
            train_images: 200
            test_images: 50
            """;

    @TempDir
    Path directory;

    private FakeInstallation installation;
    private Path out;
    private final List<Process> started = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void install() throws IOException {
        installation = new FakeInstallation(Files.createDirectories(directory.resolve("home")));
        out = directory.resolve("First Run");
    }

    @AfterEach
    void endEverything() throws InterruptedException {
        for (Process process : started) {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void shouldWriteTheResultsAndLeaveNoProcess() throws Exception {
        installation.tell("complete");
        Process run = run("--trainers", "2");

        assertThat(exitCode(run)).as(output(run)).isZero();
        assertThat(output(run)).contains("SYNTHETIC", "0.8765", "0.9201", "Peak memory", "trainer-service-2");
        assertThat(out.resolve("results.json")).content().contains("\"first-run.fmnist_1.s1\"");
        assertThat(out.resolve("report.html")).hasContent("<html>page of first-run</html>");
        assertThat(out.resolve("dataset.html")).hasContent("<html>page of synthetic-1</html>");
        assertThat(out.resolve("models/first-run.fmnist_1.s1.safetensors"))
                .hasContent("parameters of first-run.fmnist_1.s1");
        assertThat(out.resolve("logs"))
                .isDirectoryContaining("glob:**kafka-1.log")
                .isDirectoryContaining("glob:**trainer-service-2.log");
        assertThat(out.resolve("pids")).isEmptyDirectory();
    }

    @Test
    void shouldExitWithOneWhenATrialFailed() throws Exception {
        installation.tell("fail");
        Process run = run();

        assertThat(exitCode(run)).as(output(run)).isEqualTo(1);
        assertThat(output(run)).contains("NON_FINITE_LOSS: loss is NaN");
    }

    @Test
    void shouldStartATrainerAgainThatWasKilled() throws Exception {
        Process run = run();
        awaitSubmitted(run);
        long pid = pid("trainer-service-1");

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        await().atMost(PATIENCE).until(() -> output(run).contains("trainer-service-1 started again as process"));
        assertThat(pid("trainer-service-1")).isNotEqualTo(pid);
        installation.tell("complete");
        assertThat(exitCode(run)).as(output(run)).isZero();
    }

    @Test
    void shouldStopEverythingWhenToldToAndResume() throws Exception {
        Process run = run("--profile", "report");
        awaitSubmitted(run);
        List<ProcessHandle> children = children();

        run.destroy();

        assertThat(exitCode(run)).as(output(run)).isEqualTo(143);
        assertThat(children).hasSize(4).noneMatch(ProcessHandle::isAlive);
        assertThat(output(run)).contains("To resume: ./atelier run --out " + out);
        assertThat(out.resolve("pids")).isEmptyDirectory();

        installation.tell("complete");
        Process other = run("--profile", "quick");
        assertThat(exitCode(other)).isEqualTo(1);
        assertThat(output(other))
                .contains("This directory holds run \"first-run\" with other options: --profile is report, not quick");
        Process resumed = run();
        assertThat(exitCode(resumed)).as(output(resumed)).isZero();
    }

    @Test
    void shouldLeaveNoProcessWhenItIsKilled() throws Exception {
        Process run = run();
        awaitSubmitted(run);
        List<ProcessHandle> children = children();

        run.destroyForcibly();

        await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        installation.tell("complete");
        Process resumed = run();
        assertThat(exitCode(resumed)).as(output(resumed)).isZero();
    }

    @Test
    void shouldRefuseADirectoryThatIsInUse() throws Exception {
        Process first = run();
        awaitSubmitted(first);

        Process second = run();

        assertThat(exitCode(second)).isEqualTo(1);
        assertThat(output(second)).contains(out + " is in use by another run (process " + first.pid() + ")");
        assertThat(first.isAlive()).isTrue();
    }

    @Test
    void shouldShowTheLogOfAServiceThatDoesNotStart() throws Exception {
        installation.tell("broken");
        Process run = run();

        assertThat(exitCode(run)).isEqualTo(1);
        assertThat(output(run)).contains("did not start: exit code 7", "Cannot start: it is broken");
        assertThat(out.resolve("pids")).isEmptyDirectory();
    }

    @Test
    void shouldShowWhyTheDataServiceRefusesARun() throws Exception {
        installation.tell("refuse");
        Process run = run();

        assertThat(exitCode(run)).isEqualTo(1);
        assertThat(output(run)).contains("The run was refused: train_images must be at most 10");
        assertThat(out.resolve("run.json")).doesNotExist();
    }

    @Test
    void shouldSayWhatIsWrongBeforeAnythingIsStarted() throws Exception {
        Process run = run("--architectures", "unheard_of");

        assertThat(exitCode(run)).isEqualTo(2);
        assertThat(output(run)).startsWith("atelier: architectures[0] must be one of fmnist_1");
        assertThat(out).doesNotExist();
    }

    @Test
    void shouldRunAnExperimentFromAFile() throws Exception {
        Path file = Files.writeString(directory.resolve("residual.yaml"), RESIDUAL);
        installation.tell("complete");

        Process run = run(file.toString(), "--set", "recipe.epochs=2", "--seeds", "4");
        assertThat(exitCode(run)).as(output(run)).isZero();
        assertThat(out.resolve("logs/data-service-1.log"))
                .content()
                .contains("{\"run\":\"small\",\"architectures\":[{\"name\":\"residual\",")
                .contains("\"seeds\":[4],\"set\":{\"recipe.epochs\":2},\"dataset\":\"synthetic\"}");
        assertThat(out.resolve("results.json")).content().contains("\"small.fmnist_1.s1\"");

        Process other = run(file.toString(), "--seeds", "4");
        assertThat(exitCode(other)).isEqualTo(1);
        assertThat(output(other)).contains("This directory holds run \"small\" with other options: set is");
        Process resumed = run();
        assertThat(exitCode(resumed)).as(output(resumed)).isZero();
    }

    /** A dataset of a topic can only be where a broker was before. */
    @Test
    void shouldUseABrokerThatIsThereAndWaitForADatasetOfItsTopics() throws Exception {
        Path file = Files.writeString(
                directory.resolve("shoes.yaml"),
                RESIDUAL.replace("dataset: synthetic", "dataset: {name: shoes, topic: shoe-images}"));
        installation.tell("making");
        installation.tell("complete");
        try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + broker.getLocalPort();
            Process run = run(file.toString(), "--broker", address);
            await().atMost(PATIENCE).until(() -> output(run).contains("Dataset shoes is not there yet"));
            installation.tellNoMore("making");

            assertThat(exitCode(run)).as(output(run)).isZero();
            assertThat(output(run)).contains("Starting data service, evaluator and 1 trainer");
            assertThat(out.resolve("logs/data-service-1.log"))
                    .content()
                    .contains("with bootstrap servers " + address + " in ")
                    .contains("and dataset none")
                    .contains("\"dataset\":{\"name\":\"shoes\",\"topic\":\"shoe-images\"}}");
            assertThat(out.resolve("kafka")).doesNotExist();
        }
        Process without = run();
        assertThat(exitCode(without)).isEqualTo(1);
        assertThat(output(without)).contains("Expected a Kafka broker at 127.0.0.1:", ", found nothing that answers");
    }

    /** Would catch a file .env of another tool in the checkout, and a path that means another folder in a service. */
    @Test
    void shouldStartServicesOutsideOfTheCheckoutWithPathsAsTheyWereMeant() throws Exception {
        installation.tell("complete");
        environment.put("FASHION_MNIST_DIR", "images");

        assertThat(exitCode(run())).isZero();

        assertThat(out.resolve("logs/data-service-1.log"))
                .content()
                .contains(" in " + out.resolve("logs") + " with images in " + directory.resolve("images"));
    }

    /** Would catch a second idea of what a loopback address is. */
    @Test
    void shouldRunWhereTheJvmPrefersIpv6() throws Exception {
        installation.tell("complete");
        environment.put("JAVA_TOOL_OPTIONS", "-Djava.net.preferIPv6Addresses=true");
        Process run = run();

        assertThat(exitCode(run)).as(output(run)).isZero();
    }

    /** Kafka takes a comma for the end of a directory's name. */
    @Test
    void shouldRunInADirectoryWithACommaInItsPath() throws Exception {
        installation.tell("complete");
        out = directory.resolve("First, Run");
        Process run = run();

        assertThat(exitCode(run)).as(output(run)).isZero();
        assertThat(out.resolve("kafka")).isDirectoryContaining("glob:**/meta.properties");
        Process resumed = run();
        assertThat(exitCode(resumed)).as(output(resumed)).isZero();
    }

    private Process run(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Datelier.home=" + installation.home(),
                "-jar",
                installation.localJar().toString(),
                "run",
                "--out",
                out.toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output-" + started.size()).toFile());
        builder.environment().putAll(environment);
        Process run = builder.start();
        started.add(run);
        return run;
    }

    private String output(Process run) {
        try {
            return Files.readString(directory.resolve("output-" + started.indexOf(run)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int exitCode(Process run) throws InterruptedException {
        assertThat(run.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return run.exitValue();
    }

    /** Waits until the run is submitted, so everything has started. */
    private void awaitSubmitted(Process run) {
        await().atMost(PATIENCE).until(() -> Files.exists(out.resolve("run.json")) || !run.isAlive());
        assertThat(run.isAlive()).as(output(run)).isTrue();
    }

    private long pid(String id) {
        try {
            return Long.parseLong(
                    Files.readString(out.resolve("pids/" + id + ".pid")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<ProcessHandle> children() throws IOException {
        try (Stream<Path> files = Files.list(out.resolve("pids"))) {
            return files.map(file -> file.getFileName().toString().replace(".pid", ""))
                    .map(id -> ProcessHandle.of(pid(id)).orElseThrow())
                    .toList();
        }
    }
}
