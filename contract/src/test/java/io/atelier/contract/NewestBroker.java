package io.atelier.contract;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/**
 * The tests' broker as a process of its own with the jars of the newest Kafka, which the module {@code newest-kafka} lays
 * out: only the wire is between it and the clients here. It has the features of a new cluster of its version.
 */
final class NewestBroker {

    /** Seen from any module. */
    private static final Path JARS = Path.of("..", "newest-kafka", "target", "jars");

    private static final Path LOG = Path.of("target", "newest-kafka.log");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private NewestBroker() {}

    static String start() {
        if (!Files.isDirectory(JARS)) {
            throw new IllegalStateException("Expected the jars of the newest Kafka in "
                    + JARS.toAbsolutePath().normalize() + ", found none: run ./mvnw -pl newest-kafka package");
        }
        try {
            return start(BrokerFolder.make());
        } catch (IOException | ExecutionException e) {
            throw new IllegalStateException("Cannot start the newest Kafka, see " + LOG.toAbsolutePath(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the newest Kafka started", e);
        }
    }

    private static String start(BrokerFolder folder) throws IOException, InterruptedException, ExecutionException {
        Path settings = folder.path().resolve("server.properties");
        Properties properties = new Properties();
        properties.putAll(folder.settings());
        try (var out = Files.newOutputStream(settings)) {
            properties.store(out, null);
        }
        Files.createDirectories(LOG.getParent());
        Files.deleteIfExists(LOG);
        Process format = java(
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id",
                Uuid.randomUuid().toString(),
                "--config",
                settings.toString());
        if (!format.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || format.exitValue() != 0) {
            format.destroyForcibly();
            throw new IOException("The directory " + folder.path() + " was not formatted");
        }
        Process broker = java(ForeignBroker.class.getName(), settings.toString());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker, folder), "stop-test-broker"));
        await(broker, folder.bootstrapServers());
        return folder.bootstrapServers();
    }

    private static Process java(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ChildProcess.JAVA.resolve("bin").resolve("java").toString(),
                "-Xmx512m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                JARS.resolve("*") + File.pathSeparator + ForeignBroker.location()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                .start();
    }

    private static void await(Process broker, String servers) throws InterruptedException, ExecutionException {
        Map<String, Object> client = Map.of(
                "bootstrap.servers",
                servers,
                "reconnect.backoff.ms",
                500,
                "default.api.timeout.ms",
                Math.toIntExact(PATIENCE.toMillis()));
        // Says why it can't be reached, should it have ended.
        try (Admin admin = Admin.create(client)) {
            admin.describeCluster().nodes().get();
        } catch (ExecutionException e) {
            broker.destroyForcibly();
            throw e;
        }
    }

    private static void stop(Process broker, BrokerFolder folder) {
        broker.destroy();
        try {
            if (!broker.waitFor(20, TimeUnit.SECONDS)) {
                broker.destroyForcibly().waitFor();
            }
            folder.delete();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder.path(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
