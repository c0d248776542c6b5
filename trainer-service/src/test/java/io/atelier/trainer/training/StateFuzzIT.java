package io.atelier.trainer.training;

import io.atelier.contract.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;

/** Whatever a stored state holds, it is read or refused with a reason; one that is read can be trained on. */
class StateFuzzIT {

    @Test
    void shouldReadOrRefuseMutatedStates() throws Exception {
        new Fuzzer(StateTarget.class).run(5_000, StateTarget.seeds());
    }
}
