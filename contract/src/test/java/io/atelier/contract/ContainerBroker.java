package io.atelier.contract;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The tests' broker in a container, of the image that the compose file runs. */
final class ContainerBroker {

    static final String IMAGE = "apache/kafka:4.2.1";

    private static final Logger LOG = LoggerFactory.getLogger(ContainerBroker.class);

    private ContainerBroker() {}

    /** Whether an engine answers, its containers can be reached, and the image is there or can be had. */
    static boolean isPossible() {
        if (Files.exists(Path.of("/.dockerenv")) && System.getenv("TESTCONTAINERS_HOST_OVERRIDE") == null) {
            LOG.warn("Tests run in a container: TESTCONTAINERS_HOST_OVERRIDE must say where its engine's ports are");
            return false;
        }
        return DockerClientFactory.instance().isDockerAvailable() && hasImage();
    }

    private static boolean hasImage() {
        DockerClient engine = DockerClientFactory.instance().client();
        try {
            engine.inspectImageCmd(IMAGE).exec();
            return true;
        } catch (NotFoundException e) {
            return canFetchImage(engine);
        }
    }

    private static boolean canFetchImage(DockerClient engine) {
        try {
            return engine.pullImageCmd(IMAGE)
                    .exec(new PullImageResultCallback())
                    .awaitCompletion(10, TimeUnit.MINUTES);
        } catch (DockerException | DockerClientException e) {
            LOG.warn("A container engine answers, but can't fetch {}: {}", IMAGE, e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + IMAGE + " was fetched", e);
        }
    }

    static String start() {
        KafkaContainer kafka = new KafkaContainer(IMAGE).withEnv("KAFKA_HEAP_OPTS", "-Xmx512m");
        TestBroker.settings()
                .forEach((key, value) ->
                        kafka.withEnv("KAFKA_" + key.replace('.', '_').toUpperCase(Locale.ROOT), value));
        kafka.start();
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::stop, "stop-test-broker"));
        return kafka.getBootstrapServers();
    }
}
