package io.atelier.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What figures were measured on.
 *
 * @param cpu model as the system names it
 * @param cores processors that this process may use
 * @param os name, version and architecture
 * @param jvm name and version
 * @param bf16 whether the processor has instructions for bfloat16
 * @param load how many processes wanted to run, over the last minute; negative where the system does not tell
 */
public record Hardware(String cpu, int cores, String os, String jvm, boolean bf16, double load) {

    private static final Set<String> BF16_FLAGS = Set.of("avx512_bf16", "amx_bf16");
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
                    hasBf16(cpuInfo),
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

    /** Of the first processor's flags. */
    static boolean hasBf16(List<String> cpuInfo) {
        return cpuInfo.stream()
                .filter(line -> line.startsWith("flags"))
                .limit(1)
                .flatMap(line -> Arrays.stream(line.split("\\s+")))
                .anyMatch(BF16_FLAGS::contains);
    }

    private static String property(String name) {
        return System.getProperty(name);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, %d cores; %s; %s; load before: %.1f", cpu, cores, os, jvm, load);
    }
}
