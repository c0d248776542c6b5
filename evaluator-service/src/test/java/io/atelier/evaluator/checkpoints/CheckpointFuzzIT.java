package io.atelier.evaluator.checkpoints;

import io.atelier.contract.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;

/** Whatever a checkpoint's bytes are, they are read or refused with a reason. */
class CheckpointFuzzIT {

    @Test
    void shouldReadOrRefuseMutatedCheckpoints() throws Exception {
        new Fuzzer(CheckpointTarget.class).run(10_000, CheckpointTarget.seeds());
    }
}
