package io.atelier.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What figures were measured on.
 *
 * @param cpu model as the system names it
 * @param cores processors that this process may use
 * @param os name, version and architecture
 * @param jvm name and version
 * @param load how many processes wanted to run, over the last minute; negative where the system does not tell
 */
public record Hardware(String cpu, int cores, String os, String jvm, double load) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** To be asked before measuring, for its load. */
    public static Hardware here() throws BenchException {
        try {
            List<String> cpuInfo = Files.exists(CPU_INFO) ? Files.readAllLines(CPU_INFO) : List.of();
            return new Hardware(
                    model(cpuInfo),
                    Runtime.getRuntime().availableProcessors(),
                    property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                    property("java.vm.name") + " " + property("java.vm.version"),
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        } catch (IOException e) {
            throw new BenchException("Cannot read " + CPU_INFO + ": " + e.getMessage(), e);
        }
    }

    /** The first {@code model name}; without one, as on systems other than Linux, "unknown". */
    static String model(List<String> cpuInfo) {
        return cpuInfo.stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static String property(String name) {
        return System.getProperty(name);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, %d cores; %s; %s; load before: %.1f", cpu, cores, os, jvm, load);
    }
}
