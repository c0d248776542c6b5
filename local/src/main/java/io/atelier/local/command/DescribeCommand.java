package io.atelier.local.command;

import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.architecture.UnknownArchitectureException;
import io.atelier.contract.experiment.ExperimentSchema;
import io.atelier.local.experiment.BuiltInFile;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atelier describe}. */
@Command(
        name = "describe",
        description = {
            "Prints a built-in architecture, with the study's recipe where it has one, as an experiment to start from:",
            "  atelier describe NAME > mine.yaml",
            "atelier check says what such a file needs."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "2:wrong options, or no such built-in"})
final class DescribeCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The built-in.")
    String name;

    @Option(
            names = "--schema",
            description = "Print the JSON Schema of experiments instead, by which editors complete and check them.")
    boolean schema;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text());
        out.flush();
        return 0;
    }

    private String text() {
        if (schema == (name != null)) {
            throw invalid("Expected the NAME of a built-in, or --schema, and not both; built-ins are "
                    + String.join(", ", BuiltIns.names()));
        }
        try {
            return schema ? ExperimentSchema.text() : BuiltInFile.of(name);
        } catch (UnknownArchitectureException e) {
            throw invalid(e.getMessage());
        }
    }

    private ParameterException invalid(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
