package io.atelier.data.source;

import io.atelier.contract.Seeds;
import io.atelier.contract.SplitMix64;
import io.atelier.contract.dataset.SourceSettings;

/** Draws which images of a class test, where nobody has said it. */
public final class StratifiedSplit {

    private StratifiedSplit() {}

    /** For each image whether it tests: the settings' share, at least one of two or more and never all. */
    public static boolean[] tests(int images, SourceSettings settings, int label) {
        boolean[] tests = new boolean[images];
        int wanted = (int) Math.round(images * settings.testFraction());
        int left = images < 2 ? 0 : Math.max(1, Math.min(images - 1, wanted));
        SplitMix64 random = Seeds.generator(settings.splitSeed(), label);
        for (int i = 0; i < images; i++) {
            // Each choice of that many is as likely as any other.
            if (random.nextInt(images - i) < left) {
                tests[i] = true;
                left--;
            }
        }
        return tests;
    }
}
