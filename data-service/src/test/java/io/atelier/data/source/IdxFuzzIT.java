package io.atelier.data.source;

import io.atelier.contract.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;

/** Whatever a dataset file holds, it is read or refused with a reason, and never inflated beyond what is expected. */
class IdxFuzzIT {

    @Test
    void shouldReadOrRefuseDrawnFiles() throws Exception {
        new Fuzzer(IdxTarget.class).run(10_000, Fuzzer.noise(3000));
    }
}
