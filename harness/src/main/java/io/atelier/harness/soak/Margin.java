package io.atelier.harness.soak;

/**
 * By how much a value may increase before that counts as growth.
 *
 * @param share of the early value
 * @param fixed part, in any case
 * @param perTrial for every trial in between, for what is meant to be kept
 * @param perEpoch for every epoch in between, likewise
 * @param because the reason
 */
record Margin(double share, double fixed, double perTrial, double perEpoch, String because) {

    static Margin of(double share, double fixed, String because) {
        return new Margin(share, fixed, 0, 0, because);
    }

    double allowed(double early, Work between) {
        return share * early + fixed + perTrial * between.trials() + perEpoch * between.epochs();
    }
}
