package io.atelier.service.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;

/**
 * What went wrong with a request (RFC 9457).
 *
 * @param type {@code about:blank}: the title says it
 * @param title the status in words
 * @param status the HTTP status
 * @param detail what was expected, what was found, what to do
 * @param violations the fields that are wrong, if it is about fields
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String detail, List<Violation> violations) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** When to ask again where nobody knows better. */
    static final Duration SOON = Duration.ofSeconds(5);

    public static Response response(Response.StatusType status, String detail, List<Violation> violations) {
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(new Problem(
                        "about:blank", status.getReasonPhrase(), status.getStatusCode(), detail, violations))
                .build();
    }

    public static Response response(Response.StatusType status, String detail) {
        return response(status, detail, List.of());
    }

    /** What can't be answered now and may be soon: 503 with {@code Retry-After}. */
    public static Response unavailable(String detail) {
        return unavailable(detail, SOON);
    }

    /** The same, to be asked for again after so long. */
    public static Response unavailable(String detail, Duration retryAfter) {
        return Response.fromResponse(response(Response.Status.SERVICE_UNAVAILABLE, detail))
                .header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()))
                .build();
    }
}
