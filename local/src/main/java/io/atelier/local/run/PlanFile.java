package io.atelier.local.run;

import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.local.LocalException;
import io.atelier.local.output.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** {@code run.json}: which run a directory is for. */
final class PlanFile {

    private final RunDirectory directory;

    PlanFile(RunDirectory directory) {
        this.directory = directory;
    }

    /** The plan that the directory has, or what the options extend it to; if it has none, a new one from the options. */
    RunPlan resolve(RunOptions options) throws LocalException {
        Optional<RunPlan> stored = read();
        if (stored.isPresent()) {
            return stored.get().resumedWith(options);
        }
        return RunPlan.create(options.run().orElseGet(() -> RunName.of(directory.path())), options);
    }

    void write(RunPlan plan) throws LocalException {
        try {
            RunOutput.replace(directory.plan(), plan.write());
        } catch (IOException e) {
            throw new LocalException("Cannot write " + directory.plan() + ": " + e.getMessage(), e);
        }
    }

    private Optional<RunPlan> read() throws LocalException {
        if (!Files.exists(directory.plan())) {
            return Optional.empty();
        }
        try {
            return Optional.of(RunPlan.read(Files.readAllBytes(directory.plan())));
        } catch (IOException | InvalidDefinitionException e) {
            throw new LocalException(
                    directory.plan() + " is not readable as the plan of a run (" + e.getMessage()
                            + "). Choose another directory with --out",
                    e);
        }
    }
}
