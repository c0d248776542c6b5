package io.atelier.data.pack;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How far work is, said now and then. Confined to one thread. */
final class Progress {

    private static final long BETWEEN_NANOS = Duration.ofSeconds(10).toNanos();

    private final int all;
    private final LongSupplier nanoTime;
    private final long begin;
    private long next;

    Progress(int all, LongSupplier nanoTime) {
        this.all = all;
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
        this.next = begin + BETWEEN_NANOS;
    }

    /** What to say when so many are done, if it is time to say it. */
    Optional<String> at(int done) {
        long now = nanoTime.getAsLong();
        if (now - next < 0 || done == 0) {
            return Optional.empty();
        }
        next = now + BETWEEN_NANOS;
        double perSecond = perSecond(done, now);
        return Optional.of(String.format(
                Locale.ROOT,
                "%,d of %,d images (%d %%), %,.0f a second, about %s left",
                done,
                all,
                100L * done / all,
                perSecond,
                words(Math.round((all - done) / perSecond))));
    }

    /** What to say at the end. */
    String atEnd(int done) {
        long now = nanoTime.getAsLong();
        return String.format(
                Locale.ROOT, "%,d images in %.1f s, %,.0f a second", done, (now - begin) / 1e9, perSecond(done, now));
    }

    private double perSecond(int done, long now) {
        return done / Math.max(1e-3, (now - begin) / 1e9);
    }

    private static String words(long seconds) {
        return seconds < 120 ? seconds + " s" : (seconds + 30) / 60 + " min";
    }
}
