package io.atelier.service.http;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Settings of HTTP that all services have alike. */
@ConfigMapping(prefix = "atelier.http")
public interface HttpConfig {

    /**
     * The names by which clients may call the service, without a port, beside {@code localhost} and its addresses; {@code *}:
     * any. Default: none while the service listens on loopback, otherwise {@code data-service}, {@code trainer-service},
     * {@code evaluator-service} and every address in numbers.
     */
    Optional<List<String>> hosts();
}
