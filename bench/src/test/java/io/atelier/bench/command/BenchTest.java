package io.atelier.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.bench.comparison.Settings;
import io.atelier.bench.process.Conditions;
import io.atelier.bench.process.Workload;
import io.atelier.bench.scaling.ScalingSettings;
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

    private static TrainingCommand parse(String... arguments) {
        TrainingCommand command = new TrainingCommand();
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return command;
    }

    private static Settings training(String... arguments) {
        TrainingCommand command = parse(arguments);
        return command.settings(command.threads(command.threads == null ? null : command.threads.get(0)));
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
        assertThat(settings.conditions()).isEqualTo(new Conditions(1, false));
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

    @Test
    void shouldMeasureOneThreadWheneverThereAreSeveralCounts() {
        ScalingSettings settings = parse("--threads", "16,2", "--architectures", "resnet_20,resnet_18_64")
                .scalingSettings();

        assertThat(settings.threads()).containsExactly(1, 2, 16);
        assertThat(settings.processors()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(settings.networks()).extracting(Workload.TRAINING::batch).containsExactly(128, 32);
    }

    @Test
    void shouldTakeThePeerThatIsAskedFor() {
        assertThat(parse("--peer", "pip").peer.name).isEqualTo(PeerChoice.Name.PIP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "training --rounds 0 | --rounds must be between 1 and 100, but is 0",
                "training --threads 1,0 | --threads must be between 1 and 1024, but is 0",
                "training --peer jax | expected one of [LIBTORCH, PIP, NONE] (case-insensitive)",
                "inference --threads 1,2 | Invalid value for option",
                "inference --threads 0 | --threads must be between 1 and 1024, but is 0",
                "training --architectures fmnist_7 | There is no architecture \"fmnist_7\"; there are fmnist_1,",
                "run --epochs 1 | --epochs must be between 2 and 100, but is 1",
                "run --architecture lenet | There is no architecture \"lenet\"",
                "pack | Missing required parameter:",
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
