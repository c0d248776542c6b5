package io.atelier.local.service;

import io.atelier.local.LocalException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A built checkout.
 *
 * @param home the folder with the modules
 */
public record Installation(Path home) {

    /** The one that the script {@code atelier} belongs to, with everything built. */
    public static Installation find() throws LocalException {
        String home = System.getProperty("atelier.home");
        if (home == null) {
            throw new LocalException("Cannot tell where Atelier is: start it with the script atelier");
        }
        Installation installation = new Installation(Path.of(home));
        installation.checkBuilt();
        return installation;
    }

    void checkBuilt() throws LocalException {
        List<Path> missing = new ArrayList<>();
        for (ProcessKind kind : ProcessKind.values()) {
            if (!Files.isRegularFile(jar(kind))) {
                missing.add(home.relativize(jar(kind)));
            }
        }
        if (!missing.isEmpty()) {
            throw new LocalException(
                    "Not built: " + missing + " missing in " + home + ". Build with ./mvnw -DskipTests package");
        }
    }

    /** Where the dataset is looked for, separated by commas: in the checkout and beside it. */
    String datasetFolders() {
        return Stream.of("data/fashion-mnist", "../shared/data/fashion-mnist")
                .map(folder -> home.resolve(folder).normalize().toString())
                .map(folder -> folder.replace("\\", "\\\\").replace(",", "\\,"))
                .collect(Collectors.joining(","));
    }

    Path jar(ProcessKind kind) {
        return kind == ProcessKind.KAFKA
                ? home.resolve("local/target/local.jar")
                : home.resolve(kind.label()).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
