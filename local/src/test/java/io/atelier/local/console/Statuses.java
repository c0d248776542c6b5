package io.atelier.local.console;

/** Trials for tests. */
final class Statuses {

    private Statuses() {}

    static TrialStatus queued(String label) {
        return new TrialStatus(
                "run." + label, label, "QUEUED", null, null, null, null, null, null, null, null, null, null, null);
    }

    static TrialStatus training(String label, int epoch, int batch) {
        return new TrialStatus(
                "run." + label,
                label,
                "TRAINING",
                epoch,
                50,
                batch,
                352,
                1187.4,
                0.40121,
                0.85412,
                null,
                null,
                552.0,
                null);
    }

    static TrialStatus ended(String label, String state, String cause) {
        return new TrialStatus(
                "run." + label, label, state, 24, null, null, null, 1187.4, 0.121, 0.9527, 0.194, 0.9355, null, cause);
    }
}
