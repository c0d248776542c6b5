package io.atelier.bench.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.bench.BenchException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerTest {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** Prints a result, with the number of threads that it was told; exits with its argument as code. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            System.out.println("something else");
            System.out.println("result.threads=" + System.getenv("OMP_NUM_THREADS"));
            System.exit(Integer.parseInt(arguments[0]));
        }
    }

    private static List<String> child(int exitCode) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return List.of(JAVA, "-cp", classPath, Child.class.getName(), Integer.toString(exitCode));
    }

    @Test
    void shouldReturnTheResultOfTheProcess() throws Exception {
        Map<String, String> result = Worker.run("a child", child(0), 3);

        assertThat(Worker.number(result, "threads")).isEqualTo(3);
        assertThatThrownBy(() -> Worker.number(result, "seconds"))
                .isInstanceOf(BenchException.class)
                .hasMessage("Expected a number as seconds, found {threads=3}");
    }

    @Test
    void shouldNotTrustTheResultOfAProcessThatFailed() {
        assertThatThrownBy(() -> Worker.run("a child", child(7), 3))
                .isInstanceOf(BenchException.class)
                .hasMessageStartingWith("a child ended with exit code 7. Its last lines:")
                .hasMessageContaining("something else");
    }

    @Test
    void shouldSayThatThereWasNoResult() {
        assertThatThrownBy(() -> Worker.run("a child", List.of(JAVA, "-version"), 1))
                .isInstanceOf(BenchException.class)
                .hasMessageStartingWith("a child ended with exit code 0 and no result.");
    }
}
