package io.atelier.contract.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs a fuzz target under Jazzer in a process of its own, whose heap is bounded. The target is a class with
 * {@code public static void fuzzerTestOneInput} that throws when a property does not hold; the input that did it is kept
 * beside the log, and the failure names both.
 */
public final class Fuzzer {

    private static final String EXECUTED = "stat::number_of_executed_units: ";

    /** The seed of all runs: {@code -Datelier.fuzz.seed=N} takes another. */
    private static final long SEED = Long.getLong("atelier.fuzz.seed", 7);

    /** The gate runs one of 32 cases: {@code -Datelier.fuzz.divisor=1} takes all. */
    private static final int DIVISOR = Integer.getInteger("atelier.fuzz.divisor", 32);

    private static final int MAX_INPUT_BYTES = 8192;

    /** Ends what hangs: the first input also loads and instruments all classes, over 10 s where the cores are shared. */
    private static final int SECONDS_PER_INPUT = 60;

    private static final int MINUTES = 5;
    private static final int SEEDS = 50;
    private static final int POOLED_THREADS = 40;
    private static final Pattern THREADS = Pattern.compile("jvm_threads_live_threads(?:\\{.*})? ([0-9.]+)");

    private final Class<?> target;
    private final Path folder;

    /** @param target needs nothing but this test's class path */
    public Fuzzer(Class<?> target) {
        this.target = target;
        this.folder = Path.of("target", "fuzz", target.getSimpleName()).toAbsolutePath();
    }

    /**
     * Runs cases, beginning with {@code seeds}.
     *
     * @param all how many, where all are asked for
     * @param options of the JVM
     */
    public void run(int all, List<byte[]> seeds, String... options) throws IOException, InterruptedException {
        int cases = all / DIVISOR;
        clear();
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(corpus.resolve("seed-" + i), seeds.get(i));
        }
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command(cases, corpus, options))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
                    .as("ends in time, see %s", log)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        // Jazzer writes inputs as they are into its log.
        List<String> lines =
                Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
        assertThat(process.exitValue())
                .as(
                        "%s with seed %d, log and input in %s: %s",
                        target.getSimpleName(), SEED, folder, String.join("\n", finding(lines)))
                .isZero();
        // Some more, when the last round of mutations of an input passes the number.
        assertThat(executed(lines)).as("%s ran all cases", log).isGreaterThanOrEqualTo(cases);
        report(lines.stream()
                .filter(line -> line.startsWith(Probe.REPORT))
                .map(line -> line.substring(Probe.REPORT.length()))
                .toList());
    }

    /** Seeds for targets that draw: what is drawn from short inputs is zeros for the most part. */
    public static List<byte[]> noise(int length) {
        SplittableRandom random = new SplittableRandom(SEED);
        return Stream.generate(() -> {
                    byte[] bytes = new byte[length];
                    random.nextBytes(bytes);
                    return bytes;
                })
                .limit(SEEDS)
                .toList();
    }

    /**
     * Sends that many requests to a service, which must have no more threads afterwards than its pools allow.
     *
     * @param endpoints such as {@code GET /runs/{}}, with braces where a name goes
     */
    public static void request(int cases, int port, String... endpoints) throws IOException, InterruptedException {
        double before = threads(port);
        new Fuzzer(HttpTarget.class)
                .run(cases, noise(1000), "-Dfuzz.port=" + port, "-Dfuzz.endpoints=" + String.join(",", endpoints));
        assertThat(threads(port)).as("threads of the service").isLessThan(before + POOLED_THREADS);
    }

    private static double threads(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build();
        String metrics = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher threads = THREADS.matcher(metrics);
        assertThat(threads.find()).as("jvm_threads_live_threads in %s", metrics).isTrue();
        return Double.parseDouble(threads.group(1));
    }

    private List<String> command(int cases, Path corpus, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // It runs for seconds: compilers and collectors of many threads would take longer than they save.
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djdk.serialFilter=!*"));
        command.addAll(List.of(options));
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add("com.code_intelligence.jazzer.Jazzer");
        command.add("--target_class=" + target.getName());
        command.add("--instrumentation_includes=io.atelier.**");
        command.add("--custom_hook_includes=io.atelier.**");
        // It forbids connections, and those to a service under test are the point.
        command.add("--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery");
        command.add("--reproducer_path=" + folder);
        command.add("-artifact_prefix=" + folder + "/");
        command.add("-runs=" + cases);
        command.add("-seed=" + SEED);
        command.add("-max_len=" + MAX_INPUT_BYTES);
        command.add("-timeout=" + SECONDS_PER_INPUT);
        command.add("-verbosity=0");
        command.add("-print_final_stats=1");
        command.add(corpus.toString());
        return command;
    }

    private void clear() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static int executed(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(EXECUTED))
                .mapToInt(line -> Integer.parseInt(line.substring(EXECUTED.length())))
                .sum();
    }

    /** What went wrong: Jazzer says it after a line of its own. */
    private static List<String> finding(List<String> lines) {
        int begin = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("== Java Exception") || lines.get(i).contains("ERROR:")) {
                begin = i;
                break;
            }
        }
        return lines.subList(begin, Math.min(lines.size(), begin + 40));
    }

    /** Every decoder must have said yes and no, or the seeds or the target are of no use. */
    private void report(List<String> counts) {
        assertThat(counts).as("counts of %s", target.getSimpleName()).isNotEmpty();
        for (String count : counts) {
            System.out.println(target.getSimpleName() + ": " + count);
            assertThat(count).doesNotContain(" 0 accepted").doesNotContain(" 0 refused");
        }
    }
}
