package io.atelier.data.serving;

import io.atelier.contract.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;

/** Whatever lies on the topic of requests, it is answered or becomes a dead letter. */
class RequestFuzzIT {

    @Test
    void shouldAnswerOrRefuseWholeRecords() throws Exception {
        new Fuzzer(RequestTarget.class).run(5_000, Fuzzer.noise(300));
    }
}
