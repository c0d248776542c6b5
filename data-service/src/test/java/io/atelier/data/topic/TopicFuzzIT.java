package io.atelier.data.topic;

import io.atelier.contract.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;

/** Whatever a record of somebody's topic or a description says, it is understood or refused with a reason. */
class TopicFuzzIT {

    @Test
    void shouldUnderstandOrRefuseWhatOthersWrite() throws Exception {
        new Fuzzer(TopicTarget.class).run(20_000, Fuzzer.noise(300));
    }
}
