package io.atelier.data.planning;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What went wrong with a request (RFC 9457).
 *
 * @param type {@code about:blank}: the title says it
 * @param title the status in words
 * @param status the HTTP status
 * @param detail what was expected, what was found, what to do
 * @param violations the fields that are wrong, if it is about fields
 */
@Schema(name = "Problem")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(String type, String title, int status, String detail, List<Violation> violations) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Response response(Response.StatusType status, String detail, List<Violation> violations) {
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(new Problem(
                        "about:blank", status.getReasonPhrase(), status.getStatusCode(), detail, violations))
                .build();
    }

    static Response response(Response.StatusType status, String detail) {
        return response(status, detail, List.of());
    }
}
