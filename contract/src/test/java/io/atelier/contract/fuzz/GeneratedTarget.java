package io.atelier.contract.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;

/** Inputs that are drawn rather than mutated, since no mutation of bytes keeps lengths and hashes right. */
public final class GeneratedTarget {

    private static final Probe PROBE = new Probe();

    private GeneratedTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider draw) throws Exception {
        if (draw.consumeInt(0, 4) == 0) {
            ChunkSequence.feed(PROBE, draw);
        } else {
            MessageTarget.safetensors(PROBE, HostileHeader.file(draw));
        }
    }

    public static void fuzzerTearDown() {
        PROBE.report();
    }
}
