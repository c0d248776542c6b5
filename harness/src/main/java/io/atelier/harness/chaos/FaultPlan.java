package io.atelier.harness.chaos;

import io.atelier.contract.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Draws faults: the same seed gives the same moments, kinds and targets. What the processes are doing at that moment depends on the machine. */
final class FaultPlan {

    private static final Duration SHORTEST = Duration.ofMillis(300);
    private static final Duration LONGEST = Duration.ofMillis(2_500);
    private static final int LONG = 4;

    private FaultPlan() {}

    /**
     * Draws a plan in which every kind comes once before any comes again.
     *
     * @param pause the mean pause between two faults
     */
    static List<Fault> draw(long seed, int faults, List<FaultKind> kinds, Duration pause) {
        Random random = new Random(Seeds.derive(seed));
        List<Fault> plan = new ArrayList<>(faults);
        List<FaultKind> round = new ArrayList<>();
        while (plan.size() < faults) {
            if (round.isEmpty()) {
                round.addAll(kinds);
                Collections.shuffle(round, random);
            }
            FaultKind kind = round.remove(round.size() - 1);
            Duration before =
                    between(random, pause.dividedBy(2), pause.multipliedBy(3).dividedBy(2));
            plan.add(fault(random, before, kind, kind == FaultKind.SEVERAL ? parts(random) : List.of()));
        }
        return plan;
    }

    private static List<Fault> parts(Random random) {
        List<FaultKind> kinds = new ArrayList<>(FaultKind.PARTS);
        Collections.shuffle(kinds, random);
        return kinds.subList(0, 2 + random.nextInt(2)).stream()
                .map(kind -> fault(random, Duration.ZERO, kind, List.of()))
                .toList();
    }

    private static Fault fault(Random random, Duration pause, FaultKind kind, List<Fault> parts) {
        int target = random.nextInt(Integer.MAX_VALUE);
        Duration duration = between(random, SHORTEST, LONGEST);
        boolean isLong = kind == FaultKind.ADD_TRAINER || kind == FaultKind.REMOVE_TRAINER;
        return new Fault(pause, kind, target, isLong ? duration.multipliedBy(LONG) : duration, parts);
    }

    private static Duration between(Random random, Duration least, Duration most) {
        long range = most.minus(least).toMillis();
        return least.plusMillis(range == 0 ? 0 : random.nextLong(range));
    }
}
