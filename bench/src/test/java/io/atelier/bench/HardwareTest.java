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

    @Test
    void shouldFindInstructionsForBfloat16() {
        assertThat(Hardware.hasBf16(List.of("flags\t\t: fpu avx2 avx512_bf16 avx512f")))
                .isTrue();
        assertThat(Hardware.hasBf16(List.of("flags\t\t: fpu amx_bf16"))).isTrue();
        assertThat(Hardware.hasBf16(List.of("model name\t: avx512_bf16", "flags\t\t: fpu avx512f avx512_fp16")))
                .isFalse();
    }
}
