package io.atelier.evaluator.kafka;

import java.time.Duration;

/** No broker answered in time. */
public final class BrokerUnreachableException extends Exception {

    private static final long serialVersionUID = 1L;

    BrokerUnreachableException(String bootstrapServers, Duration timeout, Throwable cause) {
        super(
                "No Kafka broker answered at " + bootstrapServers + " within " + timeout.toSeconds()
                        + " s: start one there, or set kafka.bootstrap.servers to where one runs ("
                        + root(cause).getMessage() + ")",
                cause);
    }

    private static Throwable root(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
