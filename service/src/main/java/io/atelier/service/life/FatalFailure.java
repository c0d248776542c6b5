package io.atelier.service.life;

import io.atelier.contract.kafka.BrokerException;
import io.atelier.contract.kafka.Refusal;
import io.quarkus.runtime.Quarkus;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one way in which a service ends because it can't do its work: it says why, once, and exits with code 1. */
public final class FatalFailure {

    private static final Logger LOG = LoggerFactory.getLogger(FatalFailure.class);

    private FatalFailure() {}

    /**
     * Ends the process soon, whoever watches it may start it anew.
     *
     * @param service its name at the beginning of a sentence, such as {@code The trainer}
     */
    public static void end(String service, Throwable cause) {
        log(service, cause);
        Quarkus.asyncExit(1);
    }

    static void log(String service, Throwable cause) {
        Optional<BrokerException> refusal = Refusal.in(cause);
        if (refusal.isPresent()) {
            LOG.error("{} ends. {}", service, refusal.get().getMessage());
        } else if (cause instanceof StartException) {
            LOG.error("{} ends. {}", service, cause.getMessage());
        } else {
            LOG.error("{} ends: internal error", service, cause);
        }
    }
}
