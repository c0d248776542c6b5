package io.atelier.service.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Looks at every request before all others, on the thread that reads it: which host it names and how long its body is. */
@Singleton
final class HttpGuard {

    /** Before the framework's own limit, which answers without a word. */
    private static final int PRIORITY = 100;

    private final AcceptedHosts hosts;
    private final long maxBodyBytes;
    private final ObjectMapper json;

    HttpGuard(
            HttpConfig config,
            @ConfigProperty(name = "quarkus.http.host") String listensOn,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBody,
            ObjectMapper json) {
        this.hosts = new AcceptedHosts(listensOn, config.hosts());
        this.maxBodyBytes = maxBody.asLongValue();
        this.json = json;
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!isForUs(request)) {
            // Does not repeat the name: it is the client's to say, not ours.
            refuse(
                    context,
                    421,
                    "Misdirected Request",
                    "Expected a Host that this service has, found another: call it by localhost, or name the host in"
                            + " atelier.http.hosts");
        } else if (bodyBytes(request) > maxBodyBytes) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            // The rest of the body is not read.
            context.addEndHandler(ended -> request.connection().close());
            refuse(
                    context,
                    413,
                    "Request Entity Too Large",
                    "Expected a body of at most " + maxBodyBytes + " bytes, found " + bodyBytes(request));
        } else {
            context.next();
        }
    }

    /** A client so old that it names no host is no browser. */
    private boolean isForUs(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        List<String> named = request.headers().getAll(HttpHeaders.HOST);
        return named.stream().allMatch(hosts::accepts) && (authority == null || hosts.accepts(authority.host()));
    }

    private static long bodyBytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            // More digits than any body has bytes.
            return Long.MAX_VALUE;
        }
    }

    private void refuse(RoutingContext context, int status, String title, String detail) {
        try {
            String body = json.writeValueAsString(new Problem("about:blank", title, status, detail, List.of()));
            context.response()
                    .setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(body, StandardCharsets.UTF_8.name());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
