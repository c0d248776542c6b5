package io.atelier.bench.command;

import io.atelier.bench.BenchException;
import io.atelier.bench.pack.Pack;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code atelier bench pack}. */
@Command(
        name = "pack",
        description = {
            "Writes an archive, under 60 MB, that measures training and inference on a Linux machine of this architecture"
                    + " that has no Java. There: tar -xf FILE && atelier-bench/bench training",
            "libtorch is not in it; --peer pip compares with the PyTorch of that machine."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "1:something needed is missing", "2:wrong options"})
final class PackCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The archive, such as bench.tar.xz. Takes some minutes.")
    Path archive;

    @Override
    public Integer call() throws BenchException, InterruptedException {
        long bytes = Pack.write(archive);
        System.out.printf(Locale.ROOT, "%s: %.1f MB%n", archive, bytes / 1e6);
        return 0;
    }
}
