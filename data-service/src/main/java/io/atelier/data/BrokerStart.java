package io.atelier.data;

import io.atelier.contract.Topics;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the broker and creates the topics that are missing. */
final class BrokerStart {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerStart.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private BrokerStart() {}

    /** @throws StartException if no broker is ready within {@code timeout} */
    static void await(KafkaClients clients, Duration timeout) throws StartException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean waiting = false;
        while (true) {
            try (Admin admin = clients.admin()) {
                Topics.createMissing(admin);
                if (waiting) {
                    LOG.info("The Kafka broker at {} is ready", clients.bootstrapServers());
                }
                return;
            } catch (KafkaException e) {
                if (System.nanoTime() >= deadline) {
                    throw new StartException(
                            "No Kafka broker was ready at %s within %d s (%s): start one there, or set kafka.bootstrap.servers"
                                    .formatted(clients.bootstrapServers(), timeout.toSeconds(), innermost(e)),
                            e);
                }
                if (!waiting) {
                    LOG.warn(
                            "No Kafka broker is ready at {} ({}): trying for {} s",
                            clients.bootstrapServers(),
                            innermost(e),
                            timeout.toSeconds());
                    waiting = true;
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    private static String innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }
}
