package io.atelier.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.bench.BenchException;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.study.StudyNetworks;
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

    private static WorkerCommand child(int exitCode) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> program = List.of(JAVA, "-cp", classPath, Child.class.getName());
        return WorkerCommand.of(program, new Conditions(1, false), 3, exitCode);
    }

    @Test
    void shouldReturnTheResultOfTheProcess() throws Exception {
        Map<String, String> result = Worker.run("a child", child(0));

        assertThat(Worker.number(result, "threads")).isEqualTo(3);
        assertThatThrownBy(() -> Worker.number(result, "seconds"))
                .isInstanceOf(BenchException.class)
                .hasMessage("Expected a number as seconds, found {threads=3}");
    }

    @Test
    void shouldNotTrustTheResultOfAProcessThatFailed() {
        assertThatThrownBy(() -> Worker.run("a child", child(7)))
                .isInstanceOf(BenchException.class)
                .hasMessageStartingWith("a child ended with exit code 7. Its last lines:")
                .hasMessageContaining("something else");
    }

    @Test
    void shouldSayThatThereWasNoResult() {
        assertThatThrownBy(() -> Worker.run("a child", new WorkerCommand(List.of(JAVA, "-version"), Map.of())))
                .isInstanceOf(BenchException.class)
                .hasMessageStartingWith("a child ended with exit code 0 and no result.");
    }

    @Test
    void shouldNotCompareNetworksOfOtherSizes() throws Exception {
        NetworkPlan plan = StudyNetworks.named("fmnist_3");

        Worker.requireSameNetwork("a child", plan, Map.of("parameters", "" + plan.parameterCount()));
        assertThatThrownBy(() -> Worker.requireSameNetwork("a child", plan, Map.of("parameters", "7")))
                .isInstanceOf(BenchException.class)
                .hasMessage("a child: expected a network of " + plan.parameterCount() + " parameters, found one of 7");
    }

    @Test
    void shouldHoldBothSidesToAvx2() {
        Conditions conditions = new Conditions(1, true);

        assertThat(WorkerCommand.of(List.of("python3"), conditions, 2).environment())
                .containsEntry("ONEDNN_MAX_CPU_ISA", "AVX2")
                .containsEntry("ATEN_CPU_CAPABILITY", "avx2")
                .containsEntry("OMP_NUM_THREADS", "2");
        assertThat(conditions.jvmOptions()).containsExactly("-XX:UseAVX=2");
        assertThat(conditions.remarks()).containsExactly("AVX2 only, on both sides");
    }
}
