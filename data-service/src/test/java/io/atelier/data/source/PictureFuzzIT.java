package io.atelier.data.source;

import io.atelier.contract.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;

/** Whatever a file of an image holds, it is decoded or refused with a reason, in bounded memory. */
class PictureFuzzIT {

    @Test
    void shouldDecodeOrRefuseDrawnFiles() throws Exception {
        new Fuzzer(PictureTarget.class).run(10_000, Fuzzer.noise(300), "-Djava.awt.headless=true");
    }
}
