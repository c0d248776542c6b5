package io.atelier.data.pack;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How far work on images is, said now and then. Confined to one thread. */
public final class Progress {

    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private final long before;
    private final long all;
    private final long betweenNanos;
    private final LongSupplier nanoTime;
    private final long begin;
    private long next;

    /** Said every ten seconds, as a log needs it. */
    public Progress(long all, LongSupplier nanoTime) {
        this(0, all, BETWEEN, nanoTime);
    }

    /** @param between how often it is said */
    public Progress(long all, Duration between, LongSupplier nanoTime) {
        this(0, all, between, nanoTime);
    }

    /**
     * Of work that somebody began, said every ten seconds.
     *
     * @param before how many of all were done already
     */
    Progress(long before, long all, LongSupplier nanoTime) {
        this(before, all, BETWEEN, nanoTime);
    }

    private Progress(long before, long all, Duration between, LongSupplier nanoTime) {
        this.before = before;
        this.all = all;
        this.betweenNanos = between.toNanos();
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
        this.next = begin + betweenNanos;
    }

    /** What to say when so many are done, if it is time to say it. */
    public Optional<String> at(long done) {
        long now = nanoTime.getAsLong();
        if (now - next < 0 || done == before) {
            return Optional.empty();
        }
        next = now + betweenNanos;
        return Optional.of(text(done, all, perSecond(done, now)));
    }

    /** What to say at the end, of what was not done before. */
    public String atEnd(long done) {
        long now = nanoTime.getAsLong();
        return String.format(
                Locale.ROOT,
                "%,d images in %.1f s, %,.0f a second",
                done - before,
                (now - begin) / 1e9,
                perSecond(done, now));
    }

    /** As {@link #at}, whether or not it is time to say it. */
    public Making making(Making.Step step, long done) {
        return new Making(step, done, all, perSecond(done, nanoTime.getAsLong()));
    }

    private double perSecond(long done, long now) {
        return (done - before) / Math.max(1e-3, (now - begin) / 1e9);
    }

    static String text(long done, long all, double perSecond) {
        return String.format(
                Locale.ROOT,
                "%,d of %,d images (%d %%), %,.0f a second, about %s left",
                done,
                all,
                all == 0 ? 100 : 100 * done / all,
                perSecond,
                words(secondsLeft(done, all, perSecond)));
    }

    static long secondsLeft(long done, long all, double perSecond) {
        return perSecond > 0 ? Math.round((all - done) / perSecond) : 0;
    }

    private static String words(long seconds) {
        return seconds < 120 ? seconds + " s" : (seconds + 30) / 60 + " min";
    }
}
