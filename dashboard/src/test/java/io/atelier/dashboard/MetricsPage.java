package io.atelier.dashboard;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The page docs/metrics.md, as it must be for what the services show. */
final class MetricsPage {

    /** Not there after every run. What they look like is told here, and only here. */
    private static final Map<String, ExposedMetric> OCCASIONAL = Map.of(
            "atelier_trial_failure",
            new ExposedMetric(
                    "atelier_trial_failure",
                    "gauge",
                    Set.of("configuration", "cause", "run", "seed"),
                    Set.of("evaluator"),
                    "1 for a trial that failed, with the cause"),
            "atelier_trial_test_augmented_accuracy_ratio",
            new ExposedMetric(
                    "atelier_trial_test_augmented_accuracy_ratio",
                    "gauge",
                    Set.of("configuration", "run", "seed"),
                    Set.of("evaluator"),
                    "Test accuracy of a trial's best epoch by averaged predictions of changed copies, 0 to 1"),
            "atelier_trial_test_top5_accuracy_ratio",
            new ExposedMetric(
                    "atelier_trial_test_top5_accuracy_ratio",
                    "gauge",
                    Set.of("configuration", "run", "seed"),
                    Set.of("evaluator"),
                    "Share of the test images whose class is among a trial's five most probable, of more than 20 classes"),
            "jvm_gc_concurrent_phase_time_seconds",
            concurrent("jvm_gc_concurrent_phase_time_seconds", "summary"),
            "jvm_gc_concurrent_phase_time_seconds_max",
            concurrent("jvm_gc_concurrent_phase_time_seconds_max", "gauge"));

    private static final String INTRODUCTION = """
            # Metrics

            What the services show at `/q/metrics`. This page is written by a test that asks all three after a run, and fails
            when it differs: change the code, then `cp dashboard/target/metrics.md docs/metrics.md`.

            Base units, ratios from 0 to 1, counters end in `_total`; a summary has `_sum` and `_count`. Metrics of runs come
            from the evaluator, which knows them also when the trainers are gone: of the three runs with the latest activity,
            for a day (`atelier.evaluator.metrics.*`). The 200 trials that were heard of last, first those in training, have
            series of their own; what can be added up of the others is one series for each run, `(others)`. Epochs have series
            for the last 100, fewer where more than 20 trials share the room for 2,000, classes and confusion for the first
            20 of the trials. Of more than 20 classes the 20 with the lowest F1 have series, and there is no confusion. So a
            sweep of 1,000 trials has no more than about 20,000 series. A trainer shows its latest trial until ten minutes after
            its end.

            The states of a trial are QUEUED, RUNNING, PAUSED (it waits for those that it competes with), COMPLETED, EARLY_STOPPED,
            PRUNED (it ended early, since others did better) and FAILED; see [sweeps.md](sweeps.md).
            """;

    private final Map<String, ExposedMetric> metrics = new TreeMap<>(OCCASIONAL);

    /** @param pages for Prometheus, by service */
    MetricsPage(Map<String, String> pages) {
        pages.forEach((service, page) -> ExposedMetric.parse(service, page).forEach((name, metric) -> {
            if (!OCCASIONAL.containsKey(name)) {
                metrics.merge(name, metric, ExposedMetric::merged);
            }
        }));
    }

    private static ExposedMetric concurrent(String name, String type) {
        return new ExposedMetric(
                name,
                type,
                Set.of("action", "cause", "gc"),
                Set.of("data", "evaluator", "trainer"),
                "Time spent in concurrent phase; with a collector that has one, and after the first");
    }

    Collection<ExposedMetric> metrics() {
        return metrics.values();
    }

    String text() {
        return INTRODUCTION
                + table("Atelier's own", ExposedMetric::isOurs)
                + table("Of the libraries", metric -> !metric.isOurs());
    }

    private String table(String title, Predicate<ExposedMetric> wanted) {
        StringBuilder text = new StringBuilder(
                "\n## " + title + "\n\n| metric | type | labels | service | |\n|---|---|---|---|---|\n");
        metrics.values().stream().filter(wanted).forEach(metric -> text.append(row(metric)));
        return text.toString();
    }

    private static String row(ExposedMetric metric) {
        return String.format(
                "| `%s` | %s | %s | %s | %s |%n",
                metric.name(),
                metric.type(),
                String.join(", ", new TreeSet<>(metric.labels())),
                String.join(", ", new TreeSet<>(metric.services())),
                metric.help().replace("|", "\\|"));
    }
}
