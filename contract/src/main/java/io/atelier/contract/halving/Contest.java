package io.atelier.contract.halving;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The trials of one run and seed, and what becomes of those that wait for the others. A function of what the trials have
 * said: whoever decides, decides the same, and what was decided does not change.
 */
public final class Contest {

    private final Halving halving;
    private final List<Integer> rungs;
    private final List<Contender> contenders;

    /** What becomes of a trial that waits at a rung. */
    public enum Fate {
        WAITS,
        GOES_ON,
        IS_PRUNED
    }

    /** @param epochs that each of the trials has at most */
    public Contest(Halving halving, int epochs, Collection<Contender> contenders) {
        this.halving = halving;
        this.rungs = halving.rungs(epochs);
        this.contenders = List.copyOf(contenders);
    }

    /** Of the trial of this configuration, which waits at the rung after {@code epoch}. */
    public Fate fateOf(String label, int epoch) {
        List<Contender> competing = contenders;
        // A trial of which nothing is known is waited for: it might be the best.
        if (competing.size() < halving.configurations()) {
            return Fate.WAITS;
        }
        for (int rung : rungs) {
            if (competing.stream().anyMatch(one -> one.scoreAt(rung).isEmpty())) {
                return Fate.WAITS;
            }
            competing = best(competing, rung);
            boolean goesOn = competing.stream().anyMatch(one -> one.label().equals(label));
            if (!goesOn) {
                return Fate.IS_PRUNED;
            }
            if (rung == epoch) {
                return Fate.GOES_ON;
            }
        }
        throw new IllegalArgumentException("After epoch " + epoch + " is no rung, but after " + rungs);
    }

    private List<Contender> best(List<Contender> competing, int rung) {
        return competing.stream()
                .sorted(Comparator.<Contender>comparingDouble(
                                one -> one.scoreAt(rung).orElseThrow())
                        .thenComparing(Contender::label))
                .limit(halving.survivors(competing.size()))
                .toList();
    }
}
