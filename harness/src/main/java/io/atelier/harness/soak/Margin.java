package io.atelier.harness.soak;

/**
 * How much more of something is no growth.
 *
 * @param share of the early value
 * @param fixed in any case
 * @param perTrial for every trial between, because it is meant to be kept
 * @param perEpoch for every epoch between, likewise
 * @param because why
 */
record Margin(double share, double fixed, double perTrial, double perEpoch, String because) {

    static Margin of(double share, double fixed, String because) {
        return new Margin(share, fixed, 0, 0, because);
    }

    double allowed(double early, Work between) {
        return share * early + fixed + perTrial * between.trials() + perEpoch * between.epochs();
    }
}
