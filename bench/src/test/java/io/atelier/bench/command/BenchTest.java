package io.atelier.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.bench.comparison.Settings;
import io.atelier.bench.comparison.Workload;
import io.atelier.contract.architecture.BuiltIns;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchTest {

    private final StringWriter errors = new StringWriter();
    private final CommandLine bench = Bench.commandLine().setErr(new PrintWriter(errors));

    private static Settings training(String... arguments) {
        TrainingCommand command = new TrainingCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.settings();
    }

    @Test
    void shouldTakeAllArchitecturesAndProcessorsByDefault() {
        Settings settings = training();

        assertThat(settings.workload()).isEqualTo(Workload.TRAINING);
        assertThat(settings.networks())
                .extracting(plan -> plan.architecture().name())
                .isEqualTo(BuiltIns.names());
        assertThat(settings.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(settings.rounds()).isEqualTo(3);
        assertThat(settings.timeScale()).isEqualTo(1);
    }

    @Test
    void shouldTakeEachArchitectureOnceInTheOrderGiven() {
        Settings settings =
                training("--architectures", "fmnist_6,fmnist_1,fmnist_6", "--threads", "1", "--rounds", "2");

        assertThat(settings.networks())
                .extracting(plan -> plan.architecture().name())
                .containsExactly("fmnist_6", "fmnist_1");
        assertThat(settings.threads()).isEqualTo(1);
        assertThat(settings.rounds()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "training --rounds 0 | --rounds must be between 1 and 100, but is 0",
                "inference --threads 0 | --threads must be between 1 and 1024, but is 0",
                "training --architectures fmnist_7 | There is no architecture \"fmnist_7\"",
                "data --rounds 0 | --rounds must be between 1 and 100, but is 0",
                "evaluation | Unmatched argument",
            })
    void shouldRefuseWrongOptions(String arguments, String message) {
        assertThat(bench.execute(arguments.split(" "))).isEqualTo(2);
        assertThat(errors.toString()).contains(message);
    }

    @Test
    void shouldRefuseAnUnwritableFileBeforeMeasuring() {
        assertThat(bench.execute("data", "--json", "/no/such/folder/figures.json"))
                .isEqualTo(1);
        assertThat(errors.toString()).startsWith("atelier bench: Cannot write /no/such/folder/figures.json: ");
    }
}
