package io.atelier.local.access;

import static org.awaitility.Awaitility.await;

import io.atelier.local.process.Ports;
import io.atelier.local.service.HttpProblem;
import io.atelier.local.service.HttpService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A service as it is built, as a process that finds user, password and certificate in a file of settings. */
final class SecureService implements AutoCloseable {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final int port = Ports.pick();
    private final Path log;
    private final Process process;

    SecureService(String service, Path settings, Path directory) throws IOException {
        log = Files.createTempFile(directory, service + "-", ".log");
        process = new ProcessBuilder(List.of(
                        JAVA,
                        "-Xmx512m",
                        "-Dorg.bytedeco.javacpp.maxbytes=2g",
                        "-Djdk.serialFilter=!*",
                        "--add-modules=jdk.incubator.vector",
                        "-Dquarkus.config.locations=" + settings,
                        "-Dquarkus.http.port=" + port,
                        "-Dkafka.bootstrap.servers=" + SecureBroker.shared().bootstrapServers(),
                        "-Datelier.data.dataset=synthetic",
                        "-Datelier.trainer.threads=1",
                        "-Datelier.evaluator.threads=1",
                        "-jar",
                        SecureBroker.HOME
                                .resolve(service)
                                .resolve("target/quarkus-app/quarkus-run.jar")
                                .toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    HttpService http() {
        return new HttpService(() -> port);
    }

    void awaitReady() {
        await(log.toString()).atMost(PATIENCE).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("The service has ended: " + log());
            }
            return isReady();
        });
    }

    private boolean isReady() throws InterruptedException {
        try {
            http().get("/q/health/ready");
            return true;
        } catch (IOException | HttpProblem e) {
            return false;
        }
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("The service did not end");
        }
        return process.exitValue();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Asks it to end, and sees to it. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
