package io.atelier.trainer;

import io.atelier.contract.message.Environment;
import io.atelier.engine.Arithmetic;
import io.atelier.engine.NativeRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;
import org.eclipse.microprofile.config.ConfigProvider;

/** Tells what this process computes with. */
final class TrainerEnvironment {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private TrainerEnvironment() {}

    static Environment of(NativeRuntime runtime) {
        return new Environment(
                ConfigProvider.getConfig().getValue("quarkus.application.version", String.class),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                runtime.libraries(),
                Arithmetic.NUMBER,
                AppInfoParser.getVersion(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                processor(PROCESSORS),
                Runtime.getRuntime().availableProcessors(),
                runtime.threads());
    }

    /** As Linux names the first processor's model; elsewhere no more than its architecture is known. */
    static String processor(Path description) {
        try (Stream<String> lines = Files.lines(description)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseGet(TrainerEnvironment::architecture);
        } catch (IOException e) {
            return architecture();
        }
    }

    private static String architecture() {
        return System.getProperty("os.arch");
    }
}
