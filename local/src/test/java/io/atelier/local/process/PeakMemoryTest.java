package io.atelier.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PeakMemoryTest {

    @Test
    void shouldReadTheHighWaterMarkAsBytes() {
        assertThat(PeakMemory.parse(Stream.of("VmPeak:\t 9000 kB", "VmHWM:\t     123 kB", "VmRSS:\t 100 kB")))
                .hasValue(123 * 1024);
    }

    @Test
    void shouldNotKnowAProcessThatIsNotThere() {
        assertThat(PeakMemory.bytes(Long.MAX_VALUE)).isEmpty();
    }
}
