package io.atelier.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code atelier} in a checkout whose Maven and Java only pretend. */
@Timeout(60)
class AtelierScriptTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> MODULES = List.of(
            "contract", "engine", "data-service", "trainer-service", "evaluator-service", "local", "harness", "bench");

    /** Notes its call, waits while there is a file {@code hold}, and makes what the script looks for. */
    private static final String MVNW = """
            #!/bin/sh
            echo "$*" >>built
            while [ -e hold ]; do sleep 0.1; done
            [ ! -e broken ] || exit 1
            for service in data-service trainer-service evaluator-service; do
              mkdir -p $service/target/quarkus-app/app $service/target/quarkus-app/lib/main
              echo app >$service/target/quarkus-app/app/$service.jar
              echo run >$service/target/quarkus-app/quarkus-run.jar
              echo contract >$service/target/quarkus-app/lib/main/io.atelier.contract.jar
            done
            mkdir -p local/target/lib harness/target bench/target/lib bench/peer/target/lib
            echo local >local/target/local.jar
            echo contract >local/target/lib/contract-1.jar
            case "$*" in
              *harness*) echo harness >harness/target/harness.jar ;;
              *bench*) echo bench | tee bench/target/bench.jar >bench/peer/target/bench-peer.jar ;;
            esac
            """;

    private static final String JAVA = """
            #!/bin/sh
            [ -z "${JAVA_TOOL_OPTIONS:-}" ] || echo 'Picked up JAVA_TOOL_OPTIONS: a version "1.0" of them' >&2
            case $1 in
              -version) echo 'openjdk version "%s" 2025-04-15' >&2 ;;
              --list-modules) echo '%s@17' ;;
              *)
                for argument; do printf '<%%s>\\n' "$argument"; done
                echo "LC_ALL=${LC_ALL:-}"
                ;;
            esac
            """;

    @TempDir
    Path directory;

    private Path home;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void checkOut() throws IOException {
        home = Files.createDirectories(directory.resolve("the checkout"));
        executable(home.resolve("atelier"), Files.readString(Path.of("../atelier")));
        executable(home.resolve("mvnw"), MVNW);
        write(home.resolve("pom.xml"), "<project/>");
        write(home.resolve(".mvn/jvm.config"), "");
        for (String module : MODULES) {
            write(home.resolve(module).resolve("pom.xml"), "<project/>");
            write(source(module), "class A {}");
        }
        write(home.resolve("bench/peer/pom.xml"), "<project/>");
        write(source("bench/peer"), "class A {}");
        java("17.0.15", "jdk.compiler");
        environment.put("JAVA_HOME", directory.resolve("jdk").toString());
        environment.put("LC_ALL", "C.UTF-8");
    }

    @Test
    void shouldBuildOnceAndPassArgumentsAsTheyAre() throws Exception {
        Call first = call("run", "--out", "a b,c*", "");
        Call second = call("run");

        assertThat(first.exitCode()).as(first.output()).isZero();
        assertThat(first.output())
                .contains("Building Atelier")
                .contains("<-Datelier.home=" + home.toRealPath() + ">", "<run>\n<--out>\n<a b,c*>\n<>\n");
        assertThat(second.output()).doesNotContain("Building");
        assertThat(builds()).hasSize(1);
    }

    /** Would catch a decision by time: tar, rsync and git set them as they like. */
    @Test
    void shouldBuildAgainWhenContentChangesWhateverTheTime() throws Exception {
        call("run");

        write(source("engine"), "class A { }");
        age(source("engine"), Instant.EPOCH);
        call("run");
        assertThat(builds()).as("newer content, older time").hasSize(2);

        Files.delete(source("contract"));
        call("run");
        assertThat(builds()).as("a deleted source").hasSize(3);

        age(source("local"), Instant.parse("2099-01-01T00:00:00Z"));
        call("run");
        assertThat(builds()).as("another time, the same content").hasSize(3);

        write(source("harness"), "class B {}");
        call("run");
        assertThat(builds()).as("of no concern to a run").hasSize(3);
    }

    /** Would catch old sources being taken for built, of which somebody has built others by hand meanwhile. */
    @Test
    void shouldBuildAgainWhatWasBuiltByHand() throws Exception {
        call("run");
        write(home.resolve("trainer-service/target/quarkus-app/app/trainer-service.jar"), "of other sources");

        call("run");

        assertThat(builds()).hasSize(2);
    }

    /** Maven compiles what is newer than its classes: with these gone, it can't be wrong. */
    @Test
    void shouldTakeFromMavenWhatItCouldTakeForNew() throws Exception {
        Path target = home.resolve("engine/target");
        write(target.resolve("classes/A.class"), "stale");
        write(target.resolve("some-plugin-markers/unpacked.marker"), "stale");
        write(target.resolve("surefire-reports/A.txt"), "passed");

        call("run");

        assertThat(target.toFile().list()).containsExactly("surefire-reports");
    }

    @Test
    void shouldNotBuildForARunWhatChaosHasBuilt() throws Exception {
        call("chaos");
        call("run");
        call("bench");
        call("chaos");
        call("run");

        assertThat(builds()).hasSize(2);
        assertThat(builds().get(0)).contains("-pl local,data-service,trainer-service,evaluator-service,harness -am");
        assertThat(builds().get(1)).contains("-Pbench", "-pl bench -am");
    }

    @Test
    void shouldRunThroughLinksAndLeaveNothingBesideThem() throws Exception {
        Path links = Files.createDirectories(directory.resolve("links"));
        Files.createSymbolicLink(links.resolve("second"), home.resolve("atelier"));
        Files.createSymbolicLink(links.resolve("first"), Path.of("second"));

        Call call = call(links.resolve("first"), "run");

        assertThat(call.output()).contains("<-Datelier.home=" + home.toRealPath() + ">");
        assertThat(links).isDirectoryContaining("glob:**/{first,second}");
        assertThat(links.toFile().list()).hasSize(2);
    }

    @Test
    void shouldRefuseToBeACopy() throws Exception {
        Path copy = Files.copy(home.resolve("atelier"), directory.resolve("atelier"));

        assertThat(call(copy, "run").output()).contains("has no pom.xml: link to the script, don't copy it");
    }

    @Test
    void shouldBuildOnceForTwoCallsAtTheSameTime() throws Exception {
        write(home.resolve("hold"), "");
        Call first = start(home.resolve("atelier"), "run");
        await().atMost(PATIENCE).until(() -> Files.exists(home.resolve("built")));
        Call second = start(home.resolve("atelier"), "run");
        await().atMost(PATIENCE).until(() -> second.output()
                .contains("Waiting for process " + first.process().pid()));

        Files.delete(home.resolve("hold"));

        assertThat(first.exitCode()).as(first.output()).isZero();
        assertThat(second.exitCode()).as(second.output()).isZero();
        assertThat(second.output()).contains("<run>");
        assertThat(builds()).hasSize(1);
        assertThat(lock()).doesNotExist();
    }

    @Test
    void shouldNotWaitForABuilderThatWasKilled() throws Exception {
        Process killed = new ProcessBuilder("true").start();
        killed.waitFor();
        Files.createDirectories(lock().getParent());
        Files.createSymbolicLink(lock(), Path.of("process-" + killed.pid()));

        Call call = call("run");

        assertThat(call.exitCode()).as(call.output()).isZero();
        assertThat(Files.isSymbolicLink(lock())).isFalse();
    }

    @Test
    void shouldSayThatABuildFailedAndThatMavenTakesItsProxyFromElsewhere() throws Exception {
        write(home.resolve("broken"), "");
        environment.put("https_proxy", "http://proxy:3128");

        Call call = call("run");

        assertThat(call.exitCode()).isEqualTo(1);
        assertThat(call.output()).contains("The build failed, see above. Maven takes a proxy from <proxies>");
        assertThat(Files.isSymbolicLink(lock())).isFalse();
    }

    @Test
    void shouldRunWhatIsBuiltWhereNothingMayBeWritten() throws Exception {
        call("bench");
        write(source("bench"), "class B {}");
        forbidWriting();

        Call call = call("bench", "data");

        assertThat(call.exitCode()).as(call.output()).isZero();
        assertThat(call.output()).contains("what is built may be of other sources", "<data>");
    }

    @Test
    void shouldSayThatItCannotBuildWhereNothingMayBeWritten() throws Exception {
        forbidWriting();

        Call call = call("run");

        assertThat(call.exitCode()).isEqualTo(1);
        assertThat(call.output()).contains("Atelier must be built first, but " + home.toRealPath() + " may not be");
    }

    @ParameterizedTest
    @CsvSource({
        "JAVA_TOOL_OPTIONS, -XX:+UseG1GC, false",
        "JDK_JAVA_OPTIONS, -Xms64m -XX:+UseZGC, false",
        "_JAVA_OPTIONS, -XX:+UseSerialGC, false",
        "JAVA_TOOL_OPTIONS, -Dsome=thing, true",
        "OTHER, none, true"
    })
    void shouldLeaveTheChoiceOfACollectorToTheUser(String variable, String value, boolean ours) throws Exception {
        environment.put(variable, value);

        Call call = call("run");

        assertThat(call.exitCode()).as(call.output()).isZero();
        assertThat(call.output().contains("<-XX:+UseSerialGC>")).isEqualTo(ours);
    }

    @ParameterizedTest
    @CsvSource({"C, C.UTF-8", "POSIX, C.UTF-8", "C.UTF-8, C.UTF-8", "xx_YY.UTF-8, C.UTF-8"})
    void shouldReadPathsOutsideOfAsciiInEveryLocale(String locale, String expected) throws Exception {
        environment.put("LC_ALL", locale);

        assertThat(call("run").output()).contains("LC_ALL=" + expected + "\n");
    }

    /** Messages and numbers are the same in every language: the first are English, others are read by programs. */
    @Test
    void shouldSpeakOneLanguage() throws Exception {
        assertThat(call("run").output()).contains("<-Duser.language=en>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/no/such/folder"})
    void shouldFindTheSystemsProgramsWhateverThePath(String path) throws Exception {
        environment.put("PATH", path);

        assertThat(call("run").exitCode()).isZero();
    }

    @Test
    void shouldSayWhatIsMissing() throws Exception {
        java("11.0.2", "jdk.compiler");
        assertThat(call("run").output()).contains("A JDK 17 or newer is needed, but", "jdk/bin/java is 11.0.2");

        java("17.0.15", "java.base");
        assertThat(call("run").output()).contains("is a runtime without a compiler");

        java("17.0.15", "jdk.compiler");
        environment.put("HOME", "");
        assertThat(call("run").output()).contains("HOME is not set");

        environment.put("JAVA_HOME", "/no/such/jdk");
        assertThat(call("run").output()).contains("JAVA_HOME is /no/such/jdk, but there is no bin/java in it");
        assertThat(home.resolve("built")).doesNotExist();
    }

    /** Even for an administrator, who may write everywhere. */
    private void forbidWriting() throws IOException {
        Path target = home.resolve("local/target");
        if (Files.exists(target)) {
            Files.move(target, home.resolve("local/moved"));
        }
        Files.createFile(target);
    }

    private void java(String version, String module) throws IOException {
        executable(directory.resolve("jdk/bin/java"), JAVA.formatted(version, module));
    }

    private Path lock() {
        return home.resolve("local/target/.building");
    }

    private Path source(String module) {
        return home.resolve(module).resolve("src/main/java/A.java");
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(home.resolve("built"));
    }

    private static void age(Path file, Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static void executable(Path file, String content) throws IOException {
        write(file, content);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Call call(String... arguments) throws Exception {
        return call(home.resolve("atelier"), arguments);
    }

    private Call call(Path script, String... arguments) throws Exception {
        Call call = start(script, arguments);
        call.exitCode();
        return call;
    }

    private Call start(Path script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(directory, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        return new Call(builder.start(), output);
    }

    private record Call(Process process, Path file) {

        int exitCode() throws InterruptedException {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as(output())
                    .isTrue();
            return process.exitValue();
        }

        String output() {
            try {
                return Files.readString(file, UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
