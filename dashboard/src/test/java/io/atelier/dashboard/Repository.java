package io.atelier.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where things are in this checkout; tests run in the module's folder. */
final class Repository {

    static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    static final Path PROMETHEUS = ROOT.resolve("dashboard/prometheus");
    static final Path PROVISIONING = ROOT.resolve("dashboard/grafana/provisioning");
    static final Path METRICS_PAGE = ROOT.resolve("docs/metrics.md");

    private Repository() {}

    static List<Path> dashboards() {
        try (Stream<Path> files = Files.list(ROOT.resolve("dashboard/grafana/dashboards"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
