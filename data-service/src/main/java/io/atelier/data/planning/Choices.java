package io.atelier.data.planning;

import io.atelier.contract.study.Study;
import io.atelier.contract.study.StudyConfiguration;
import io.atelier.service.http.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * A request with everything filled in that it left out.
 *
 * @param profile the profile
 * @param configurations architectures with their recipes, in the order of the study
 * @param seeds in ascending order
 * @param epochs null: as the recipes have it
 * @param trainImages images of the training file
 * @param testImages images of the test file
 */
record Choices(
        Profile profile,
        List<StudyConfiguration> configurations,
        List<Long> seeds,
        Integer epochs,
        int trainImages,
        int testImages) {

    private static final List<Long> DEFAULT_SEEDS = List.of(1L);

    static Choices of(RunRequest request, int trainAvailable, int testAvailable) throws InvalidRunException {
        List<Violation> violations = new ArrayList<>();
        String label = Objects.requireNonNullElse(request.profile(), RunRequest.QUICK);
        Profile profile = Profile.labelled(label).orElse(Profile.QUICK);
        if (!profile.label().equals(label)) {
            violations.add(new Violation(
                    "profile",
                    "must be one of %s, but is \"%s\""
                            .formatted(String.join(", ", Profile.labels()), shortened(label))));
        }
        List<StudyConfiguration> configurations = configurations(request, violations);
        List<Long> seeds = Objects.requireNonNullElse(request.seeds(), DEFAULT_SEEDS);
        if (new HashSet<>(seeds).size() < seeds.size()) {
            violations.add(new Violation("seeds", "must be different from each other, but are " + seeds));
        }
        int trainImages =
                images("train_images", request.trainImages(), profile.trainImages(), trainAvailable, violations);
        int testImages = images("test_images", request.testImages(), profile.testImages(), testAvailable, violations);
        if (!violations.isEmpty()) {
            throw new InvalidRunException(violations);
        }
        Integer epochs = request.epochs() == null ? profile.epochs() : request.epochs();
        return new Choices(profile, configurations, seeds.stream().sorted().toList(), epochs, trainImages, testImages);
    }

    private static List<StudyConfiguration> configurations(RunRequest request, List<Violation> violations) {
        List<String> names = Objects.requireNonNullElse(request.architectures(), names());
        for (int i = 0; i < names.size(); i++) {
            if (Study.configuration(names.get(i)).isEmpty()) {
                violations.add(new Violation(
                        "architectures[" + i + "]",
                        "is an unknown architecture, \"%s\"; known are %s"
                                .formatted(shortened(names.get(i)), String.join(", ", names()))));
            }
        }
        if (new HashSet<>(names).size() < names.size()) {
            violations.add(new Violation("architectures", "must be different from each other"));
        }
        return Study.configurations().stream()
                .filter(configuration -> names.contains(configuration.architecture()))
                .toList();
    }

    private static List<String> names() {
        return Study.configurations().stream()
                .map(StudyConfiguration::architecture)
                .toList();
    }

    private static int images(
            String field, Integer asked, Integer ofProfile, int available, List<Violation> violations) {
        if (asked != null && asked > available) {
            violations.add(new Violation(
                    field, "must be at most %d, as many as the dataset has, but is %d".formatted(available, asked)));
        }
        int wanted = Objects.requireNonNullElse(asked, Objects.requireNonNullElse(ofProfile, available));
        return Math.min(wanted, available);
    }

    private static String shortened(String value) {
        return value.length() <= 64 ? value : value.substring(0, 64) + "...";
    }
}
