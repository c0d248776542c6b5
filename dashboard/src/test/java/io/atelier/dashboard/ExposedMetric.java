package io.atelier.dashboard;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A metric as a service shows it to Prometheus.
 *
 * @param name as in PromQL; of a summary without {@code _sum} and {@code _count}
 * @param type counter, gauge or summary
 * @param labels their names
 * @param services that show it
 * @param help its text
 */
record ExposedMetric(String name, String type, Set<String> labels, Set<String> services, String help) {

    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(\\{.*\\})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    /** Those of a page in the exposition format of OpenMetrics, by name. */
    static Map<String, ExposedMetric> parse(String service, String page) {
        Map<String, String> types = new LinkedHashMap<>();
        Map<String, String> helps = new LinkedHashMap<>();
        Map<String, ExposedMetric> metrics = new LinkedHashMap<>();
        for (String line : page.lines().toList()) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# TYPE ")) {
                types.put(words[2], words[3]);
            } else if (line.startsWith("# HELP ")) {
                helps.put(words[2], words.length > 3 ? words[3].strip().replace("\\\"", "\"") : "");
            } else if (!line.startsWith("#")) {
                Matcher sample = SAMPLE.matcher(line);
                if (!sample.matches()) {
                    throw new IllegalArgumentException("Expected a sample, found " + line);
                }
                String family = family(sample.group(1), types);
                String type = types.get(family);
                String name = type.equals("counter") ? sample.group(1) : family;
                metrics.computeIfAbsent(
                                name,
                                added -> new ExposedMetric(
                                        added,
                                        type,
                                        new TreeSet<>(),
                                        new TreeSet<>(Set.of(service)),
                                        helps.get(family)))
                        .addLabels(sample.group(2));
            }
        }
        return metrics;
    }

    /** What it is called without the endings of totals, sums, counts and the like. */
    private static String family(String sample, Map<String, String> types) {
        return types.keySet().stream()
                .filter(name -> sample.equals(name) || sample.startsWith(name + "_"))
                .max(Comparator.comparing(String::length))
                .orElseThrow(() -> new IllegalArgumentException("Expected a type of " + sample + ", found none"));
    }

    private void addLabels(String text) {
        if (text != null) {
            LABEL.matcher(text).results().forEach(label -> labels.add(label.group(1)));
        }
    }

    boolean isOurs() {
        return name.startsWith("atelier_");
    }

    ExposedMetric merged(ExposedMetric other) {
        Set<String> allLabels = new TreeSet<>(labels);
        allLabels.addAll(other.labels);
        Set<String> allServices = new TreeSet<>(services);
        allServices.addAll(other.services);
        return new ExposedMetric(name, type, allLabels, allServices, help);
    }
}
