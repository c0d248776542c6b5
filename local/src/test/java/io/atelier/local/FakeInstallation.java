package io.atelier.local;

import io.atelier.local.command.Atelier;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** A built checkout whose services are {@link FakeService} and whose broker is the real one. */
final class FakeInstallation {

    private final Path home;

    FakeInstallation(Path home) throws IOException {
        this.home = home;
        writeJar(localJar(), Atelier.class);
        for (String service : new String[] {"data-service", "trainer-service", "evaluator-service"}) {
            writeJar(home.resolve(service).resolve("target/quarkus-app/quarkus-run.jar"), FakeService.class);
        }
    }

    Path home() {
        return home;
    }

    Path localJar() {
        return home.resolve("local/target/local.jar");
    }

    /** Tells the services something, see {@link FakeService}. */
    void tell(String what) {
        try {
            Files.createFile(home.resolve(what));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes it back. */
    void tellNoMore(String what) {
        try {
            Files.delete(home.resolve(what));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A jar without classes: they come from where this test's come from. */
    private static void writeJar(Path jar, Class<?> main) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, main.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        Files.createDirectories(jar.getParent());
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }
}
