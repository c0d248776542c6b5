package io.atelier.dashboard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.atelier.contract.message.TrialState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Shows Prometheus what the services would show of a run of 100 configurations with two seeds: every metric of
 * docs/metrics.md, with as many series as the evaluator gives at most. Forty trials are in training at a time, and after a
 * few scrapes the next forty.
 */
final class LargeSweep implements AutoCloseable {

    static final String RUN = "sweep";
    static final int TRIALS = 200;

    private static final int IN_TRAINING = 40;
    private static final int SCRAPES_IN_TRAINING = 3;
    private static final int TRIALS_WITH_CLASSES = 20;
    private static final int SEEDS = 2;
    private static final List<String> EPOCHS = numbers(10);
    private static final List<String> CLASSES = numbers(10);
    private static final List<TrialState> STATES = List.of(TrialState.values());
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\w+) \\| ([^|]*) \\| ([^|]*) \\|");

    private final HttpServer server;
    private final List<ExposedMetric> metrics;
    private final AtomicInteger trainerScrapes = new AtomicInteger();

    private LargeSweep(HttpServer server, List<ExposedMetric> metrics) {
        this.server = server;
        this.metrics = metrics;
    }

    /** Listens on loopback. */
    static LargeSweep start() throws IOException {
        List<ExposedMetric> metrics = ROW.matcher(Files.readString(Repository.METRICS_PAGE))
                .results()
                .map(row -> new ExposedMetric(row.group(1), row.group(2), names(row.group(3)), names(row.group(4)), ""))
                .toList();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        LargeSweep sweep = new LargeSweep(server, metrics);
        String evaluator = sweep.page("evaluator", 0, TRIALS);
        server.createContext("/evaluator", exchange -> answer(exchange, () -> evaluator));
        server.createContext("/trainer", exchange -> answer(exchange, sweep::trainer));
        server.createContext("/data", exchange -> answer(exchange, () -> sweep.page("data", 0, 0)));
        server.start();
        return sweep;
    }

    private static Set<String> names(String list) {
        return list.isBlank() ? Set.of() : Set.of(list.strip().split(", ", -1));
    }

    /** Prometheus' configuration with these pages as targets; a large page takes its time on a busy machine. */
    String scraped() throws IOException {
        String address = "127.0.0.1:" + server.getAddress().getPort();
        String configuration = PrometheusServer.configuration(address, address, address)
                .replaceAll("(scrape_interval|scrape_timeout): 1s", "$1: 2s");
        for (String service : List.of("data", "trainer", "evaluator")) {
            configuration = configuration.replaceFirst("metrics_path: /q/metrics", "metrics_path: /" + service);
        }
        return configuration;
    }

    /** Whether every trial was in training. */
    boolean isTrained() {
        return trainerScrapes.get() > TRIALS / IN_TRAINING * SCRAPES_IN_TRAINING;
    }

    static String configuration(int trial) {
        return "c%03d".formatted(trial / SEEDS + 1);
    }

    static String seed(int trial) {
        return Integer.toString(trial % SEEDS + 1);
    }

    private String trainer() {
        int first = trainerScrapes.getAndIncrement() / SCRAPES_IN_TRAINING * IN_TRAINING % TRIALS;
        return page("trainer", first, first + IN_TRAINING);
    }

    private String page(String service, int first, int end) {
        StringBuilder page = new StringBuilder();
        for (ExposedMetric metric : metrics) {
            if (metric.services().contains(service)) {
                add(page, metric, first, end);
            }
        }
        return page.toString();
    }

    private void add(StringBuilder page, ExposedMetric metric, int first, int end) {
        if (!metric.labels().contains("configuration")) {
            add(page, metric, 0, "");
            return;
        }
        int last = metric.labels().contains("class") ? Math.min(end, TRIALS_WITH_CLASSES) : end;
        for (int trial = first; trial < last; trial++) {
            add(
                    page,
                    metric,
                    trial,
                    "run=\"" + RUN + "\",configuration=\"" + configuration(trial) + "\",seed=\"" + seed(trial) + "\",");
        }
    }

    /** The better a trial, the higher its number. */
    private void add(StringBuilder page, ExposedMetric metric, int trial, String known) {
        List<String> combined = List.of(known);
        for (String label : metric.labels()) {
            if (!known.contains(label + "=")) {
                List<String> before = combined;
                combined = values(label, known.isEmpty() ? STATES : List.of(STATES.get(trial % STATES.size()))).stream()
                        .flatMap(value -> before.stream().map(labels -> labels + label + "=\"" + value + "\","))
                        .toList();
            }
        }
        double value = metric.type().equals("counter") ? 1 + trainerScrapes.get() : 0.5 + 0.001 * trial;
        List<String> endings = metric.type().equals("summary") ? List.of("_sum", "_count") : List.of("");
        for (String labels : combined) {
            for (String ending : endings) {
                page.append(metric.name())
                        .append(ending)
                        .append('{')
                        .append(labels)
                        .append("} ")
                        .append(value)
                        .append('\n');
            }
        }
    }

    private static List<String> values(String label, List<TrialState> states) {
        return switch (label) {
            case "run" -> List.of(RUN);
            case "epoch" -> EPOCHS;
            case "class", "predicted" -> CLASSES;
            case "split" -> List.of("train", "validation", "test");
            case "phase" -> List.of("wait", "step", "copy", "commit", "validation");
            case "state" -> states.stream().map(TrialState::name).toList();
            case "area" -> List.of("heap");
            default -> List.of("some");
        };
    }

    private static List<String> numbers(int end) {
        return IntStream.rangeClosed(1, end).mapToObj(Integer::toString).toList();
    }

    private static void answer(HttpExchange exchange, Supplier<String> page) {
        byte[] body = page.get().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
