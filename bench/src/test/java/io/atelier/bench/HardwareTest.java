package io.atelier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HardwareTest {

    @Test
    void shouldFindTheModelWhereThereIsOne() {
        assertThat(Hardware.model(List.of("processor\t: 0", "model\t\t: 167", "model name\t: A: B", "model name\t: C")))
                .isEqualTo("A: B");
        assertThat(Hardware.model(List.of())).isEqualTo("unknown");
    }
}
