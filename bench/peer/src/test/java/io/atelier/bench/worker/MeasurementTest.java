package io.atelier.bench.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    @Test
    void shouldTakeTheMiddleInAnyOrder() {
        assertThat(Measurement.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Measurement.median(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(3);
        assertThatThrownBy(() -> Measurement.median(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNotCountStepsOfTheWarmUp() {
        AtomicInteger runs = new AtomicInteger();

        Measurement measurement = Measurement.of(runs::incrementAndGet, Duration.ZERO, Duration.ZERO);

        assertThat(measurement.steps()).isEqualTo(3);
        assertThat(runs).hasValue(6);
    }
}
