package io.atelier.local.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How soon, and how often at most, a process that died is started again: delays double while deaths come quickly. */
final class RestartPolicy {

    static final int MOST_IN_WINDOW = 8;
    static final Duration WINDOW = Duration.ofMinutes(10);
    static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private final Deque<Instant> deaths = new ArrayDeque<>();

    /** The delay before the next start, or nothing if it died too often. */
    Optional<Duration> afterDeath(Instant now) {
        while (!deaths.isEmpty() && deaths.peekFirst().isBefore(now.minus(WINDOW))) {
            deaths.removeFirst();
        }
        deaths.addLast(now);
        if (deaths.size() > MOST_IN_WINDOW) {
            return Optional.empty();
        }
        Duration delay = FIRST_DELAY.multipliedBy(1L << (deaths.size() - 1));
        return Optional.of(delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY);
    }
}
