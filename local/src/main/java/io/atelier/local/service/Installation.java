package io.atelier.local.service;

import io.atelier.local.LocalException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The built checkout that this class was loaded from.
 *
 * @param home the folder with the modules
 */
public record Installation(Path home) {

    /** Finds the checkout and makes sure that everything is built. */
    public static Installation find() throws LocalException {
        try {
            Path jar = Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Installation installation = new Installation(jar.resolve("../../..").normalize());
            installation.checkBuilt();
            return installation;
        } catch (URISyntaxException e) {
            throw new LocalException("Cannot tell where Atelier is installed: " + e.getMessage(), e);
        }
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

    Path jar(ProcessKind kind) {
        return kind == ProcessKind.KAFKA
                ? home.resolve("local/target/local.jar")
                : home.resolve(kind.label()).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
