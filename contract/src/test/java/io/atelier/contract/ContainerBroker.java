package io.atelier.contract;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The tests' broker in a container, as the compose file runs it. */
final class ContainerBroker {

    static final String IMAGE = "apache/kafka:4.2.1";

    private static final Logger log = LoggerFactory.getLogger(ContainerBroker.class);

    private ContainerBroker() {}

    /** Whether an engine answers and has the image, or can fetch it. */
    static boolean isPossible() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return false;
        }
        try {
            new RemoteDockerImage(DockerImageName.parse(IMAGE)).get();
            return true;
        } catch (ContainerFetchException e) {
            log.warn("A container engine answers, but it can not fetch {}", IMAGE, e);
            return false;
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
