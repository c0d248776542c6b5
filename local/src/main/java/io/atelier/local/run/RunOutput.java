package io.atelier.local.run;

import io.atelier.local.output.RunDirectory;
import io.atelier.local.service.HttpProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Writes what a run leaves. A file is there whole or not at all. */
final class RunOutput {

    private final RunDirectory directory;
    private final RunClient client;

    RunOutput(RunDirectory directory, RunClient client) {
        this.directory = directory;
        this.client = client;
    }

    void write(FetchedResults results) throws IOException, HttpProblem, InterruptedException {
        replace(directory.results(), client.resultsJson(results.run()));
        replace(directory.report(), client.page(results.run()));
        Optional<byte[]> dataset = client.datasetPage(results.dataset());
        if (dataset.isPresent()) {
            replace(directory.dataset(), dataset.get());
        }
        for (FetchedResults.Trial trial : results.trials()) {
            Optional<byte[]> model = trial.endedWell() ? client.model(trial.trial()) : Optional.empty();
            if (model.isPresent()) {
                replace(directory.models().resolve(trial.trial() + ".safetensors"), model.get());
            }
        }
    }

    static void replace(Path file, byte[] content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(temporary, content);
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IOException(
                    "Cannot write " + file + " (" + e + "): make room there, or allow it; the same --out goes on", e);
        }
    }
}
