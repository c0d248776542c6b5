package io.atelier.data.serving;

import io.atelier.contract.kafka.ClockSkew;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once when Kafka fails and once when it is back, and how long to wait in between. One thread notes, any may look. */
final class Outage {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private Duration pause = Duration.ZERO;
    private volatile String clockRefusal;

    /** Notes a failure and returns how long to wait before the next attempt: twice as long every time. */
    Duration failed(Exception cause) {
        Optional<String> skew = ClockSkew.in(cause);
        if (skew.isPresent() && clockRefusal == null) {
            LOG.error("No batches are served until this is mended. {}", skew.get());
        } else if (skew.isEmpty() && pause.isZero()) {
            LOG.warn("Serving of batches is interrupted, trying again until it works", cause);
        }
        clockRefusal = skew.orElse(null);
        if (pause.isZero()) {
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
            clockRefusal = null;
        }
    }

    /** What Kafka has against the time here, if that is why it takes no batches. */
    Optional<String> clockRefusal() {
        return Optional.ofNullable(clockRefusal);
    }
}
