package io.atelier.local.run;

import io.atelier.local.LocalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a run directory is for: as {@code run.json} keeps it and as the data service is asked for it. Null: what the
 * profile says.
 */
record RunPlan(
        String run,
        String profile,
        List<String> architectures,
        List<Long> seeds,
        Integer epochs,
        Integer trainImages,
        Integer testImages,
        String dataset) {

    private static final String DEFAULT_PROFILE = "quick";
    private static final String DEFAULT_DATASET = "auto";

    /** Body of {@code POST /runs}. */
    record Request(
            String run,
            String profile,
            List<String> architectures,
            List<Long> seeds,
            Integer epochs,
            Integer trainImages,
            Integer testImages) {}

    static RunPlan create(String run, RunOptions options) {
        return new RunPlan(
                run,
                profile(options),
                options.architectures(),
                options.seeds(),
                options.epochs(),
                options.trainImages(),
                options.testImages(),
                Objects.requireNonNullElse(options.dataset(), DEFAULT_DATASET));
    }

    static String profile(RunOptions options) {
        return Objects.requireNonNullElse(options.profile(), DEFAULT_PROFILE);
    }

    Request request() {
        return new Request(run, profile, architectures, seeds, epochs, trainImages, testImages);
    }

    /** Accepts options that say nothing else than this plan does; options not given say nothing. */
    void checkSameAs(RunOptions options) throws LocalException {
        List<String> differences = new ArrayList<>();
        compare(differences, "--profile", profile, options.profile());
        compare(differences, "--architectures", architectures, options.architectures());
        compare(differences, "--seeds", seeds, options.seeds());
        compare(differences, "--epochs", epochs, options.epochs());
        compare(differences, "--train-images", trainImages, options.trainImages());
        compare(differences, "--test-images", testImages, options.testImages());
        compare(differences, "--dataset", dataset, options.dataset());
        if (!differences.isEmpty()) {
            throw new LocalException("This directory holds run \"" + run + "\" with other options: "
                    + String.join(", ", differences)
                    + ". Leave these options away to resume it, or choose another directory with --out");
        }
    }

    private static void compare(List<String> differences, String option, Object planned, Object asked) {
        if (asked != null && !asked.equals(planned)) {
            differences.add(option + " is " + (planned == null ? "the profile's" : planned) + ", not " + asked);
        }
    }
}
