package io.atelier.bench.pack;

import io.atelier.bench.BenchException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.Deflater;

/** The class path of training and inference, with native libraries without symbols that only a debugger reads. */
final class Libraries {

    /** What neither of the two ever loads, by the beginnings of names. */
    static final List<String> LEFT_OUT = List.of(
            "caffeine",
            "commons-codec",
            "commons-compress",
            "data-service",
            "fastutil",
            "jmh-core",
            "jopt-simple",
            "kafka-clients",
            "lz4-java",
            "snappy-java",
            "zstd-jni");

    private static final String NATIVE = ".*\\.so(\\.\\d+)*";

    private Libraries() {}

    /** Copies what is needed of this process' class path. */
    static void copy(Path lib) throws IOException, BenchException, InterruptedException {
        Files.createDirectories(lib);
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(element);
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
        try (JarFile in = new JarFile(jar.toFile())) {
            if (in.stream().noneMatch(entry -> entry.getName().matches(NATIVE))) {
                Files.copy(jar, target);
                return;
            }
            Path scratch = Files.createTempFile(target.getParent(), "native", ".so");
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(target))) {
                // Compressed once, by the archive.
                out.setLevel(Deflater.NO_COMPRESSION);
                for (Enumeration<JarEntry> entries = in.entries(); entries.hasMoreElements(); ) {
                    copyEntry(in, entries.nextElement(), out, scratch);
                }
            } finally {
                Files.delete(scratch);
            }
        }
    }

    private static void copyEntry(JarFile in, JarEntry entry, JarOutputStream out, Path scratch)
            throws IOException, BenchException, InterruptedException {
        out.putNextEntry(new JarEntry(entry.getName()));
        try (InputStream bytes = in.getInputStream(entry)) {
            if (entry.getName().matches(NATIVE)) {
                Files.write(scratch, new byte[0]);
                try (var file = Files.newOutputStream(scratch)) {
                    bytes.transferTo(file);
                }
                Tool.run("strip of binutils", List.of("strip", "--strip-unneeded", scratch.toString()));
                Files.copy(scratch, out);
            } else {
                bytes.transferTo(out);
            }
        }
        out.closeEntry();
    }
}
