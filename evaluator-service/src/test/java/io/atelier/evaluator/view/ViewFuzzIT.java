package io.atelier.evaluator.view;

import io.atelier.contract.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;

/** Whatever lies on the topics that the view is made of, it is taken in and can be shown, or it is refused. */
class ViewFuzzIT {

    @Test
    void shouldShowOrRefuseMutatedRecords() throws Exception {
        new Fuzzer(ViewTarget.class).run(5_000, ViewTarget.seeds());
    }

    @Test
    void shouldShowOrRefuseWholeRecords() throws Exception {
        new Fuzzer(ViewRecordTarget.class).run(5_000, Fuzzer.noise(300));
    }
}
