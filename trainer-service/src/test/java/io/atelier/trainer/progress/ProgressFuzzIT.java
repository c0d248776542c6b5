package io.atelier.trainer.progress;

import io.atelier.contract.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;

/** Whatever lies on the topics of a trial, taking it ends well: what is of no use is dead-lettered. */
class ProgressFuzzIT {

    @Test
    void shouldReadWhateverLiesOnATrialsTopics() throws Exception {
        new Fuzzer(ProgressTarget.class).run(10_000, Fuzzer.noise(1000));
    }
}
