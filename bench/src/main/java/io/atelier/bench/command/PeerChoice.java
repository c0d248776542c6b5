package io.atelier.bench.command;

/** {@code --peer}: libtorch as Maven brings it, or PyTorch as {@code python3} on the path has it. */
enum PeerChoice {
    LIBTORCH,
    PIP
}
