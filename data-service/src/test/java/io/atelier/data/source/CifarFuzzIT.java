package io.atelier.data.source;

import io.atelier.contract.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;

/** Whatever a folder of CIFAR binaries holds, it is read or refused with a reason. */
class CifarFuzzIT {

    @Test
    void shouldReadOrRefuseDrawnFolders() throws Exception {
        new Fuzzer(CifarTarget.class).run(2_000, Fuzzer.noise(300));
    }
}
