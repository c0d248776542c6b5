package io.atelier.data.serving;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once when Kafka fails and once when it is back, and how long to wait in between. One thread at a time. */
final class Outage {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private Duration pause = Duration.ZERO;

    /** Notes a failure and returns how long to wait before the next attempt: twice as long every time. */
    Duration failed(Exception cause) {
        if (pause.isZero()) {
            LOG.warn("Serving of batches is interrupted, trying again until it works", cause);
            pause = SHORTEST;
        } else {
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        }
        return pause;
    }

    void ended() {
        if (!pause.isZero()) {
            LOG.info("Serving of batches goes on");
            pause = Duration.ZERO;
        }
    }
}
