package io.atelier.local.output;

import io.atelier.local.LocalException;
import io.atelier.local.process.DiskSpace;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Everything of a run on disk. */
public record RunDirectory(Path path) {

    /** The broker keeps some 100 MiB of each kind of data, and more for a moment. */
    private static final long LEAST_FREE = 512L << 20;

    public RunDirectory {
        path = path.toAbsolutePath().normalize();
    }

    /**
     * One that nobody has yet: of the given name, or that with a number where others take the name at the same time.
     *
     * @param parent the directory that it is created in
     */
    public static RunDirectory createNew(Path parent, String name) throws LocalException {
        try {
            Files.createDirectories(parent);
            for (int number = 1; ; number++) {
                Path candidate = parent.resolve(number == 1 ? name : name + "-" + number);
                try {
                    return new RunDirectory(Files.createDirectory(candidate));
                } catch (FileAlreadyExistsException e) {
                    // the next one
                }
            }
        } catch (IOException e) {
            throw cannotCreate(parent, e);
        }
    }

    /** Creates what is missing. */
    public void create() throws LocalException {
        try {
            Files.createDirectories(path);
            if (!Files.isWritable(path)) {
                throw new LocalException(
                        "Cannot write to " + path + ": not permitted. Choose another directory with --out");
            }
            Optional<String> full = DiskSpace.problem(path, LEAST_FREE);
            if (full.isPresent()) {
                throw new LocalException(full.get());
            }
            Files.createDirectories(logs());
            Files.createDirectories(pids());
            Files.createDirectories(models());
        } catch (IOException e) {
            throw cannotCreate(path, e);
        }
    }

    private static LocalException cannotCreate(Path path, IOException e) {
        return new LocalException(
                "Cannot create the output directory " + path.toAbsolutePath() + " ("
                        + e.getClass().getSimpleName() + ": " + e.getMessage() + "). Choose another with --out",
                e);
    }

    public Path lock() {
        return path.resolve(".lock");
    }

    public Path kafka() {
        return path.resolve("kafka");
    }

    public Path logs() {
        return path.resolve("logs");
    }

    public Path log(String id) {
        return logs().resolve(id + ".log");
    }

    public Path pids() {
        return path.resolve("pids");
    }

    public Path models() {
        return path.resolve("models");
    }

    public Path plan() {
        return path.resolve("run.json");
    }

    public Path results() {
        return path.resolve("results.json");
    }

    public Path report() {
        return path.resolve("report.html");
    }

    /** The page of the dataset, to which the report leads. */
    public Path dataset() {
        return path.resolve("dataset.html");
    }

    /** First word on the command line of every process of this run. */
    public String marker() {
        return "-Datelier.out=" + path;
    }
}
