package io.atelier.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainDisplayTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final SteppedClock clock = new SteppedClock();
    private final PlainDisplay display = new PlainDisplay(new PrintStream(bytes, true, StandardCharsets.UTF_8), clock);

    @Test
    void shouldPrintWhenStateOrEpochChanges() {
        display.show(List.of(Statuses.queued("fmnist_3 s1")));
        display.show(List.of(Statuses.queued("fmnist_3 s1")));
        display.show(List.of(Statuses.training("fmnist_3 s1", 1, 17)));
        display.show(List.of(Statuses.training("fmnist_3 s1", 2, 1)));
        display.show(List.of(Statuses.ended("fmnist_3 s1", "FAILED", "NON_FINITE_LOSS: loss is NaN")));

        assertThat(lines())
                .containsExactly(
                        "fmnist_3 s1: queued",
                        "fmnist_3 s1: training, epoch 1/50, batch 17/352, loss 0.4012, accuracy 0.8541, images/s 1187, "
                                + "time left 9m12s",
                        "fmnist_3 s1: training, epoch 2/50, batch 1/352, loss 0.4012, accuracy 0.8541, images/s 1187, "
                                + "time left 9m12s",
                        "fmnist_3 s1: failed, epoch 24, loss 0.1210, accuracy 0.9527, validation loss 0.1940, "
                                + "validation accuracy 0.9355, images/s 1187: NON_FINITE_LOSS: loss is NaN");
    }

    @Test
    void shouldPrintARunningTrialEveryTenSeconds() {
        for (int batch = 1; batch <= 25; batch++) {
            display.show(List.of(Statuses.training("fmnist_3 s1", 1, batch)));
            clock.now = clock.now.plus(Duration.ofSeconds(1));
        }

        assertThat(lines())
                .hasSize(3)
                .extracting(line -> line.replaceAll(".*batch (\\d+).*", "$1"))
                .containsExactly("1", "11", "21");
    }

    @Test
    void shouldShowNothingAfterItsEndButStillSay() {
        display.finish();
        display.show(List.of(Statuses.queued("fmnist_3 s1")));
        display.say("Stopped");

        assertThat(lines()).containsExactly("Stopped");
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static final class SteppedClock extends Clock {

        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
