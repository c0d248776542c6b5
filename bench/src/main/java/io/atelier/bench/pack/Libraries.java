package io.atelier.bench.pack;

import io.atelier.bench.BenchException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.zip.Deflater;

/** The class path of training and inference: not compressed, and native libraries without what only a linker reads. */
final class Libraries {

    /** What neither of the two ever loads, by the beginnings of names. */
    static final List<String> LEFT_OUT = List.of(
            "caffeine",
            "commons-codec",
            "commons-collections4",
            "commons-compress",
            "data-service",
            "fastutil",
            "jmh-core",
            "jopt-simple",
            "kafka-clients",
            "lz4-java",
            "protobuf",
            "snappy-java",
            "zstd-jni");

    private static final String NATIVE = ".*\\.so(\\.\\d+)*";
    private static final Pattern SEPARATOR = Pattern.compile(File.pathSeparator, Pattern.LITERAL);

    private Libraries() {}

    /** Copies what is needed of this process' class path. */
    static void copy(Path lib) throws IOException, BenchException, InterruptedException {
        Files.createDirectories(lib);
        List<Path> jars = SEPARATOR
                .splitAsStream(System.getProperty("java.class.path"))
                .map(Path::of)
                .toList();
        for (Path jar : jars) {
            String name = jar.getFileName().toString();
            if (!name.endsWith(".jar") || !Files.isRegularFile(jar)) {
                throw new BenchException(
                        "Expected jars on the class path, found " + jar + ". Start with ./atelier bench");
            }
            if (isNeeded(name)) {
                copyJar(jar, lib.resolve(name));
            }
        }
    }

    static boolean isNeeded(String name) {
        return LEFT_OUT.stream().noneMatch(name::startsWith);
    }

    private static void copyJar(Path jar, Path target) throws IOException, BenchException, InterruptedException {
        Path library = Files.createTempFile(target.getParent(), "native", ".so");
        try (JarFile in = new JarFile(jar.toFile());
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(target))) {
            // The archive compresses all of them together, which takes half the room.
            out.setLevel(Deflater.NO_COMPRESSION);
            for (Enumeration<JarEntry> entries = in.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                out.putNextEntry(new JarEntry(entry.getName()));
                try (InputStream bytes = in.getInputStream(entry)) {
                    if (entry.getName().matches(NATIVE)) {
                        Files.copy(bytes, library, StandardCopyOption.REPLACE_EXISTING);
                        Tool.run("strip of binutils", List.of("strip", "--strip-unneeded", library.toString()));
                        Files.copy(library, out);
                    } else {
                        bytes.transferTo(out);
                    }
                }
                out.closeEntry();
            }
        } finally {
            Files.delete(library);
        }
    }
}
