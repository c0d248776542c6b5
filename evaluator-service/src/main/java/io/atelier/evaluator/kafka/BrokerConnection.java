package io.atelier.evaluator.kafka;

import io.atelier.contract.Topics;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Waits for the broker at start, then creates the topics that are missing. */
public final class BrokerConnection {

    private static final Logger LOG = Logger.getLogger(BrokerConnection.class);

    private static final int ATTEMPT_MILLIS = 5_000;
    private static final int PAUSE_MILLIS = 500;

    private BrokerConnection() {}

    /**
     * Opens an admin client as soon as a broker answers. The caller closes it.
     *
     * @throws BrokerUnreachableException if none has answered after {@code timeout}
     */
    public static Admin open(KafkaClients clients, Duration timeout)
            throws BrokerUnreachableException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean waiting = false;
        while (true) {
            Exception reason;
            try {
                return connected(clients);
            } catch (KafkaException | ExecutionException e) {
                reason = e;
            }
            if (System.nanoTime() >= deadline) {
                throw new BrokerUnreachableException(clients.bootstrapServers(), timeout, reason);
            }
            if (!waiting) {
                LOG.infof(
                        "Waiting up to %d s for a Kafka broker at %s", timeout.toSeconds(), clients.bootstrapServers());
                waiting = true;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static Admin connected(KafkaClients clients) throws InterruptedException, ExecutionException {
        Admin admin = clients.admin();
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(ATTEMPT_MILLIS))
                    .nodes()
                    .get();
            Topics.createMissing(admin);
            return admin;
        } catch (KafkaException | ExecutionException | InterruptedException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }
}
