package io.atelier.harness.sabotage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * One class of the services with some of its code changed, as a Java agent.
 *
 * @param source the class, from the checkout's root
 * @param changes each what stands there, once, and what is to stand there
 */
record Sabotage(String source, List<Change> changes) {

    record Change(String original, String replacement) {}

    /** Compiles it against what the trainer runs with; returns the agent's jar. */
    Path agent(Path home, Path directory) throws IOException {
        String code = Files.readString(home.resolve(source));
        for (Change change : changes) {
            assertThat(code.split(Pattern.quote(change.original()), -1))
                    .as("%s must have once: %s", source, change.original())
                    .hasSize(2);
            code = code.replace(change.original(), change.replacement());
        }
        Path file = directory.resolve("src").resolve(Path.of(source).getFileName());
        Files.createDirectories(file.getParent());
        Files.writeString(file, code);
        Path classes = Files.createDirectories(directory.resolve("classes"));
        compile(file, classes, home);
        return jar(directory.resolve("sabotage.jar"), classes);
    }

    private static void compile(Path file, Path classes, Path home) throws IOException {
        List<Path> libraries = new ArrayList<>();
        for (String module : List.of("contract", "engine", "trainer-service")) {
            libraries.add(home.resolve(module).resolve("target/classes"));
        }
        try (Stream<Path> jars = Files.walk(home.resolve("trainer-service/target/quarkus-app/lib"))) {
            jars.filter(jar -> jar.toString().endsWith(".jar")).forEach(libraries::add);
        }
        String path = libraries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        int problems = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        System.out,
                        System.err,
                        "-proc:none",
                        "-nowarn",
                        "-cp",
                        path,
                        "-d",
                        classes.toString(),
                        file.toString());
        assertThat(problems).isZero();
    }

    private static Path jar(Path jar, Path classes) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", SabotageAgent.class.getName());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> files = Files.walk(classes)) {
            String agent = SabotageAgent.class.getName().replace('.', '/') + ".class";
            try (InputStream bytes = SabotageAgent.class.getResourceAsStream("/" + agent)) {
                add(out, agent, bytes.readAllBytes());
            }
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
                add(out, SabotageAgent.FOLDER + name, Files.readAllBytes(file));
            }
        }
        return jar;
    }

    private static void add(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(bytes);
        out.closeEntry();
    }
}
