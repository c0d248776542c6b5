package io.atelier.bench.command;

import io.atelier.bench.BenchException;
import io.atelier.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --json}. */
final class JsonFile {

    @Option(names = "--json", paramLabel = "FILE", description = "Also write all figures, each round's included, here.")
    Path path;

    /** Before minutes of work, not after. */
    void requireWritable() throws BenchException {
        try {
            if (path != null) {
                Files.write(path, new byte[0]);
            }
        } catch (IOException e) {
            throw new BenchException("Cannot write " + path + ": " + e, e);
        }
    }

    void write(Object report) throws BenchException {
        try {
            if (path != null) {
                Files.write(path, Json.write(report));
            }
        } catch (IOException e) {
            throw new BenchException("Cannot write " + path + ": " + e, e);
        }
    }
}
