package io.atelier.contract.stream;

import java.time.Duration;

/**
 * How long to wait for a batch.
 *
 * @param first after which it is asked for again; doubles every time
 * @param patience after which it is given up
 */
public record BatchTimeouts(Duration first, Duration patience) {}
