package io.atelier.trainer.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.kafka.BrokerException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.Test;

class ClockGateTest {

    private static final Optional<String> TAKEN = Optional.empty();
    private static final Optional<String> REFUSED = Optional.of("the time here is 14:00");

    @Test
    void shouldOutliveABrokerThatDoesNotAnswer() throws Exception {
        ClockGate gate = gate(
                new TimeoutException("30000 ms has passed since batch creation"),
                new KafkaException("no answer", new TimeoutException()),
                new ProducerFencedException("another asks"),
                TAKEN);

        assertThat(List.of(gate.isOpen(), gate.isOpen(), gate.isOpen(), gate.isOpen()))
                .containsExactly(false, false, false, true);
        assertThat(gate.refusal()).isEmpty();
    }

    @Test
    void shouldSayWhatWasFoundUntilItIsKnownToBeMended() throws Exception {
        ClockGate gate = gate(REFUSED, new TimeoutException("no answer"), TAKEN);

        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.refusal()).isEqualTo(REFUSED);
        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.refusal()).isEmpty();
    }

    @Test
    void shouldEndWhereItMayNotAsk() {
        ClockGate gate = gate(new TransactionalIdAuthorizationException("not yours"));

        assertThatThrownBy(gate::isOpen).isInstanceOf(BrokerException.class).hasMessageContaining("./atelier access");
    }

    /** @param answers what asking gives in turn: an answer, or a failure to throw */
    private static ClockGate gate(Object... answers) {
        Queue<Object> left = new ArrayDeque<>(List.of(answers));
        return new ClockGate(() -> {
            Object answer = left.remove();
            if (answer instanceof KafkaException failure) {
                throw failure;
            }
            return answer == TAKEN ? TAKEN : REFUSED;
        });
    }
}
