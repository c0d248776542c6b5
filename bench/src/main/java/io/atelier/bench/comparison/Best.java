package io.atelier.bench.comparison;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The peer's quickest way.
 *
 * @param contender which that is
 * @param imagesPerSecond median over the rounds
 * @param ratio ours by it
 */
record Best(String contender, double imagesPerSecond, double ratio) {

    /** Empty if there are no such figures. */
    static Optional<Best> of(List<Figures> peers, boolean bf16, double ours) {
        return peers.stream()
                .filter(figures -> figures.bf16() == bf16)
                .max(Comparator.comparingDouble(Figures::median))
                .map(best -> new Best(best.contender(), best.median(), ours / best.median()));
    }
}
