package io.atelier.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class CheckCommandTest {

    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final List<String> KNOWN_SHAPE = List.of();
    private static final List<String> COLOUR = List.of("--image", "32x32x3", "--classes", "10");
    private static final Map<String, List<String>> OPTIONS_OF_EXAMPLES = Map.of(
            "study.yaml", KNOWN_SHAPE,
            "residual.yaml", KNOWN_SHAPE,
            "sweep.yaml", KNOWN_SHAPE,
            "halving.yaml", KNOWN_SHAPE,
            "modern.yaml", KNOWN_SHAPE,
            "keras.yaml", KNOWN_SHAPE,
            "cifar-10.yaml", COLOUR,
            "folder.yaml", COLOUR,
            "topic.yaml", COLOUR);

    private static final String TINY = """
            architectures:
              - name: tiny
                layers:
                  - {kind: convolution, filters: 4, activation: relu}
                  - {kind: max_pool}
                  - {kind: output}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final CommandLine commandLine =
            Atelier.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(errors, true));

    @TempDir
    Path directory;

    @Test
    void shouldSayWhatEachConfigurationNeeds() throws IOException {
        Path file = file("tiny.yaml", TINY + "recipe: {batch_size: 32}\nseeds: [1, 2]\n");

        assertThat(check(file)).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        file + ": 1 configuration x 2 seeds = 2 trials, for images of 28x28x1 and 10 classes"
                                + " (assumed: --image and --classes name others)",
                        "",
                        "                                            multiply-adds   activations",
                        "configuration    parameters       trained     of an image    of a batch  checkpoint       state  trials",
                        "tiny                  7,890         7,890          36,064       491 KiB      31 KiB      92 KiB       2");
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void shouldTakeImagesOfAnotherSize() throws IOException {
        assertThat(check(file("tiny.yaml", TINY), "--image", "32x16x3", "--classes", "7"))
                .isZero();

        // 3 x 3 x 3 x 4 + 4, and 16 x 8 x 4 x 7 + 7.
        assertThat(out.toString()).contains("for images of 32x16x3 and 7 classes\n", " 3,703 ");
    }

    /** Of a topic nobody here knows more than the file says. */
    @Test
    void shouldTakeTheImagesOfATopicFromTheRequest() throws IOException {
        String dataset =
                "dataset: {name: shoes, topic: shoe-images, image_size: [32, 16], classes: [a, b, c, d, e, f, g]%s}\n";

        assertThat(check(file("tiny.yaml", dataset.formatted(", colour: rgb") + TINY)))
                .isZero();
        assertThat(out.toString()).contains("for images of 32x16x3 and 7 classes\n", " 3,703 ");
        assertThat(check(file("unsure.yaml", dataset.formatted("") + TINY))).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString())
                .startsWith("--image and --classes must be given, since nobody here knows dataset shoes: such as");
    }

    @Test
    void shouldReadJson() throws IOException {
        assertThat(check(file("named.json", "{\"architectures\": [\"fmnist_3\"]}")))
                .isZero();
        assertThat(out.toString()).contains("255,158");
    }

    @Test
    void shouldPutValuesInBefore() throws IOException {
        Path file = file("tiny.yaml", TINY);

        assertThat(check(
                        file,
                        "--set",
                        "recipe.batch_size=64",
                        "--set",
                        "seeds=[1, 2, 3]",
                        "--set",
                        "architectures[0].layers[0].filters=8"))
                .isZero();
        assertThat(out.toString())
                .contains("1 configuration x 3 seeds = 3 trials", "tiny                 15,770 ", " 1.9 MiB ");
    }

    @Test
    void shouldTellAllFaultsALine() throws IOException {
        Path file = file("bad.yaml", TINY.replace("filters: 4", "filters: 1e9, colour: red") + "recipe: {epochs: 0}\n");

        assertThat(check(file)).isEqualTo(2);

        assertThat(errors.toString().lines())
                .containsExactly(
                        file
                                + ": architectures[0].layers[0].filters must be an integer between 1 and 4096, but is 1E+9",
                        file + ": architectures[0].layers[0].colour is unknown: a field here must be one of kind, name,"
                                + " inputs, groups, filters, kernel, stride, padding, bias, activation, initialization,"
                                + " frozen",
                        file + ": recipe.epochs must be an integer between 1 and 100000, but is 0");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--image 28x28 --classes 5 | --image must be HxWxC, such as 32x32x3, but is \"28x28\"",
                "--image 0x28x1 --classes 5 | --image and --classes: height must be between 1 and 65536, but is 0",
                "--image 8x8x1 --classes 1 | --image and --classes: classes must be between 2 and 65536, but is 1",
                "--classes 5 | --image and --classes must be given together",
                "--image 8x8x1 | --image and --classes must be given together",
                "--set dataset=shoes | --image and --classes must be given, since nobody here knows dataset shoes: such as"
                        + " --image 32x32x3 --classes 10",
                "--set epochs | --set must be PATH=VALUE, such as recipe.epochs=5, but is \"epochs\"",
                "--set run=[1 | --set of run has a value that must be YAML, but is not",
                "--set seeds[0]=1 | --set of seeds[0] must name what is in the file, but [0] is not",
                "--set architectures.name=x | --set of architectures.name must name what is in the file, but name is not",
            })
    void shouldRefuseWrongOptions(String options, String message) throws IOException {
        assertThat(check(file("tiny.yaml", TINY), options.split(" "))).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith(message);
    }

    @Test
    void shouldSayThatThereIsNoFile() {
        assertThat(check(directory.resolve("none.yaml"))).isEqualTo(1);
        assertThat(errors.toString())
                .startsWith("atelier: Expected an experiment in " + directory.resolve("none.yaml"));
    }

    private static Set<Map.Entry<String, List<String>>> examples() {
        return OPTIONS_OF_EXAMPLES.entrySet();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldAcceptTheExamples(Map.Entry<String, List<String>> example) {
        assertThat(check(EXAMPLES.resolve(example.getKey()), example.getValue().toArray(String[]::new)))
                .as(errors.toString())
                .isZero();
    }

    @Test
    void shouldTellHowManyTrialsCompeteForHowLong() {
        assertThat(check(EXAMPLES.resolve("halving.yaml"))).isZero();

        assertThat(out.toString())
                .contains("9 configurations x 1 seed = 9 trials")
                .endsWith("\nFor each seed 9 trials train up to epoch 1, 3 up to 3, 1 up to 9: 21 epochs instead of 81"
                        + System.lineSeparator());
    }

    @Test
    void shouldTellWhatAnExtensibleRunKeeps() throws IOException {
        Path file = file("more.yaml", "architectures: [fmnist_3]\nseeds: [1, 2, 3]\nextensible: true\n");

        assertThat(check(file)).isZero();

        assertThat(out.toString())
                .endsWith(
                        "\nExtensible: for 90 days the broker keeps the states of trials, up to 11.7 MiB, so that they can"
                                + " be given more epochs" + System.lineSeparator());
    }

    @Test
    void shouldHaveATestOfEachExample() throws IOException {
        try (var files = Files.list(EXAMPLES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> name.endsWith(".yaml"))
                    .containsExactlyInAnyOrderElementsOf(OPTIONS_OF_EXAMPLES.keySet());
        }
    }

    @Test
    void shouldExplainEveryOption() {
        assertThat(commandLine.execute("check", "--help")).isZero();
        assertThat(out.toString()).contains("--image", "--classes", "--set", "FILE");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
    }

    private int check(Path file, String... options) {
        List<String> arguments = new ArrayList<>(List.of("check", file.toString()));
        arguments.addAll(List.of(options));
        return commandLine.execute(arguments.toArray(String[]::new));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }
}
