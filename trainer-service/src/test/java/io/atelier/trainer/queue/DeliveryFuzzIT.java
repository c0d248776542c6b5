package io.atelier.trainer.queue;

import io.atelier.contract.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;

/** Whatever lies in the queue, it is a trial or refused with a reason. */
class DeliveryFuzzIT {

    @Test
    void shouldReadOrRefuseWholeRecords() throws Exception {
        new Fuzzer(DeliveryTarget.class).run(10_000, Fuzzer.noise(300));
    }
}
