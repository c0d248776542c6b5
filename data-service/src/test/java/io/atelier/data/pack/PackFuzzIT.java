package io.atelier.data.pack;

import io.atelier.contract.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;

/** Whatever a pack holds, it is mapped or refused with a reason, in bounded memory. */
class PackFuzzIT {

    @Test
    void shouldMapOrRefuseDrawnPacks() throws Exception {
        new Fuzzer(PackTarget.class).run(5_000, Fuzzer.noise(300));
    }
}
