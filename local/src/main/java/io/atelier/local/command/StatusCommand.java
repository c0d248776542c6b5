package io.atelier.local.command;

import io.atelier.contract.Require;
import io.atelier.local.LocalException;
import io.atelier.local.run.RunStatus;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atelier status}. */
@Command(
        name = "status",
        description = "Says how runs stand and what has come out of them so far, as the results page does.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no trial of the runs shown has failed",
            "1:one has, or no evaluator answered",
            "2:wrong options"
        })
final class StatusCommand implements Callable<Integer> {

    /** Scheme, host and port, and perhaps the page of a run. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<base>https?://(?:[\\w.-]+|\\[[0-9a-fA-F:]+])(?::\\d{1,5})?)(?:/runs/(?<run>" + Require.NAME + "))?/?");

    @Spec
    CommandSpec spec;

    @Parameters(
            paramLabel = "URL",
            arity = "0..1",
            defaultValue = "http://localhost:8083",
            description = "Address of the evaluator, or of its page of a run. Default: ${DEFAULT-VALUE}.")
    String url;

    @Option(
            names = "--run",
            paramLabel = "NAME",
            description = "This run. Default: those that go on, or else the latest.")
    String run;

    @Override
    public Integer call() throws InterruptedException {
        Matcher address = ADDRESS.matcher(url.contains("://") ? url : "http://" + url);
        if (!address.matches()) {
            throw new ParameterException(
                    spec.commandLine(), "URL must be as http://localhost:8083, but is \"" + url + "\"");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            RunStatus.Report report = new RunStatus(URI.create(address.group("base")))
                    .report(
                            Optional.ofNullable(run != null ? run : address.group("run")),
                            Boolean.getBoolean("atelier.terminal"));
            report.lines().forEach(out::println);
            return report.failed() ? 1 : 0;
        } catch (LocalException e) {
            spec.commandLine().getErr().println("atelier: " + e.getMessage());
            return 1;
        } finally {
            out.flush();
        }
    }
}
