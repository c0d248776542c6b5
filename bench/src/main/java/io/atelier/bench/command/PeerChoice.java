package io.atelier.bench.command;

import io.atelier.bench.BenchException;
import io.atelier.bench.Hardware;
import io.atelier.bench.comparison.Libtorch;
import io.atelier.bench.comparison.Peer;
import io.atelier.bench.comparison.PipTorch;
import io.atelier.bench.comparison.Settings;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --peer}. */
final class PeerChoice {

    /** Whom to compare with. */
    enum Name {
        LIBTORCH,
        PIP,
        NONE
    }

    private static final Peer NOBODY = new Peer("nobody", List.of(), List.of());
    private static final Peer NOT_PACKED = new Peer(
            "nobody",
            List.of(),
            List.of("libtorch is not in this archive: ours alone. --peer pip compares with the PyTorch of python3"));

    @Option(
            names = "--peer",
            paramLabel = "libtorch|pip|none",
            description =
                    "libtorch: as Maven brings it, eager, in float32. pip: PyTorch of the python3 on the path, eager"
                            + " and compiled, in float32 and bf16. none: ours alone. Default: libtorch.")
    Name name;

    /** Ready to be started, or why it can't be. */
    Peer peer(Settings settings, Hardware machine) throws BenchException, InterruptedException {
        if (Bench.isPacked() && name == null) {
            return NOT_PACKED;
        }
        if (Bench.isPacked() && name == Name.LIBTORCH) {
            throw new BenchException("libtorch is not in this archive. Take --peer pip or none");
        }
        return switch (name == null ? Name.LIBTORCH : name) {
            case LIBTORCH -> Libtorch.of(settings, Path.of(System.getProperty("atelier.home", ".")));
            case PIP -> PipTorch.of(settings, machine);
            case NONE -> NOBODY;
        };
    }
}
