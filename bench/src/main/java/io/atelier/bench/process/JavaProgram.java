package io.atelier.bench.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java program of a measuring process, as the first part of its command line. */
public final class JavaProgram {

    private JavaProgram() {}

    /** On the JVM that runs now. */
    public static List<String> of(List<String> options, String classPath, Class<?> main) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Also the bound of native memory, which must not be what limits either side.
        line.add("-Xmx3g");
        // As the services have it.
        line.add("-Djdk.serialFilter=!*");
        line.addAll(options);
        line.addAll(List.of("-cp", classPath, main.getName()));
        return line;
    }
}
