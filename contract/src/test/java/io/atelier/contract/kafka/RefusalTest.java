package io.atelier.contract.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class RefusalTest {

    @Test
    void shouldTellWhichRightIsMissingHoweverDeepItLies() {
        Throwable failure = new IllegalStateException(
                new KafkaException("Cannot publish", new TopicAuthorizationException(Set.of("atelier.epochs"))));

        assertThat(Refusal.in(failure)).hasValueSatisfying(refusal -> assertThat(refusal)
                .hasMessage("Kafka does not allow what is needed: Not authorized to access topics: [atelier.epochs]."
                        + " Expected the rights that ./atelier access lists: give them with it (docs/security.md)")
                .hasCause(failure));
    }

    @Test
    void shouldTellThatThePasswordIsWrong() {
        Throwable failure = new ExecutionException(new SaslAuthenticationException("Authentication failed."));

        assertThatThrownBy(() -> Refusal.rethrow(failure))
                .isInstanceOf(BrokerException.class)
                .hasMessageStartingWith(
                        "Kafka does not let us in: Authentication failed. Expected a user that it knows,"
                                + " with the password in kafka.sasl.jaas.config: ");
    }

    @Test
    void shouldTellWhatIsWrongWithTheCertificate() {
        Throwable failure = new SslAuthenticationException(
                "SSL handshake failed", new IllegalArgumentException("unable to find valid certification path"));

        assertThatThrownBy(() -> Refusal.rethrow(failure))
                .isInstanceOf(BrokerException.class)
                .hasMessageStartingWith(
                        "Kafka and we do not trust each other's certificates: unable to find valid certification path."
                                + " Expected one for the address in kafka.bootstrap.servers, signed by ");
    }

    @Test
    void shouldLetPassWhatMayMendItself() {
        assertThatCode(() -> Refusal.rethrow(new KafkaException(new TimeoutException("no answer"))))
                .doesNotThrowAnyException();
    }
}
