package io.atelier.bench.pack;

import io.atelier.bench.BenchException;
import io.atelier.bench.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one archive that runs {@code bench training} and {@code bench inference} on Linux machines of this architecture
 * without Java, whose C library is at least as new as this one's: a runtime of the JDK that runs now with only the modules
 * that are needed, the libraries and a script.
 */
public final class Pack {

    /** The most bytes: what is packed is to be sent around. */
    public static final long MOST_BYTES = 60_000_000;

    /** Other formats need half as much again. Machine code is what most of it is. */
    private static final String XZ =
            "xz " + (System.getProperty("os.arch").equals("amd64") ? "--x86 " : "") + "--lzma2=preset=6,dict=128MiB";

    /** The folder in the archive. */
    static final String FOLDER = "atelier-bench";

    private static final List<String> MODULES = List.of(
            "java.base",
            "java.logging",
            "java.management",
            "jdk.incubator.vector",
            "jdk.management",
            "jdk.unsupported");

    private Pack() {}

    /**
     * Packs what runs now.
     *
     * @return bytes of the archive
     */
    public static long write(Path archive) throws BenchException, InterruptedException {
        requireLinux();
        try (TemporaryFolder scratch = TemporaryFolder.open("atelier-bench-pack")) {
            Path folder = Files.createDirectory(scratch.path().resolve(FOLDER));
            linkRuntime(folder.resolve("runtime"));
            Libraries.copy(folder.resolve("lib"));
            writeScript(folder.resolve("bench"));
            Tool.run(
                    "tar with xz",
                    List.of(
                            "tar",
                            "-I",
                            XZ,
                            "-cf",
                            archive.toString(),
                            "-C",
                            scratch.path().toString(),
                            FOLDER));
            return requireSmall(archive);
        } catch (IOException e) {
            throw new BenchException("Cannot pack: " + e, e);
        }
    }

    private static void requireLinux() throws BenchException {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new BenchException(
                    "Archives are made on Linux for Linux, but this is " + System.getProperty("os.name"));
        }
    }

    private static void linkRuntime(Path runtime) throws BenchException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "jlink").toString());
        command.addAll(List.of("--add-modules", String.join(",", MODULES)));
        command.addAll(List.of("--strip-debug", "--no-man-pages", "--no-header-files"));
        command.addAll(List.of("--output", runtime.toString()));
        Tool.run("a JDK with jlink and its modules", command);
    }

    private static void writeScript(Path script) throws IOException {
        try (InputStream in = Pack.class.getResourceAsStream("bench.sh")) {
            Files.copy(in, script);
        }
        if (!script.toFile().setExecutable(true, false)) {
            throw new IOException("Cannot make " + script + " executable");
        }
    }

    private static long requireSmall(Path archive) throws IOException, BenchException {
        long bytes = Files.size(archive);
        if (bytes > MOST_BYTES) {
            throw new BenchException("Expected an archive of at most " + MOST_BYTES + " bytes, but " + archive + " has "
                    + bytes + ": look for libraries that need not be in it");
        }
        return bytes;
    }
}
