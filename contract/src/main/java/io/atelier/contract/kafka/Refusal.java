package io.atelier.contract.kafka;

import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Tells whether Kafka refuses who we are or what we do, or we its certificate: trying again is no use then. */
public final class Refusal {

    private static final String CERTIFICATE =
            "Kafka and we do not trust each other's certificates: %s. Expected one for the address in"
                    + " kafka.bootstrap.servers, signed by an authority in kafka.ssl.truststore.location";
    private static final String USER =
            "Kafka does not let us in: %s. Expected a user that it knows, with the password in"
                    + " kafka.sasl.jaas.config: set both, or the user's password with ./atelier access --passwords";
    private static final String RIGHT =
            "Kafka does not allow what is needed: %s. Expected the rights that ./atelier access lists: give them with it";

    private Refusal() {}

    /** What was expected, found and is to do, if {@code failure} or one of its causes is a refusal. */
    public static Optional<BrokerException> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BrokerException told) {
                return Optional.of(told);
            }
            if (cause instanceof SslAuthenticationException) {
                return refusal(CERTIFICATE, innermost(cause), failure);
            }
            if (cause instanceof AuthenticationException) {
                return refusal(USER, cause, failure);
            }
            if (cause instanceof AuthorizationException) {
                return refusal(RIGHT, cause, failure);
            }
        }
        return Optional.empty();
    }

    /**
     * Lets pass what trying again may mend.
     *
     * @throws BrokerException if {@code failure} is a refusal
     */
    public static void rethrow(Throwable failure) {
        in(failure).ifPresent(refusal -> {
            throw refusal;
        });
    }

    private static Optional<BrokerException> refusal(String message, Throwable found, Throwable failure) {
        String reason = String.valueOf(found.getMessage()).replaceFirst("\\.$", "");
        return Optional.of(new BrokerException(String.format(message, reason) + " (docs/security.md)", failure));
    }

    static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
