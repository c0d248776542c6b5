package io.atelier.evaluator.api;

/**
 * Problem details (RFC 9457).
 *
 * @param type identifies the kind of problem; {@code about:blank}: the status says it all
 * @param title the status in words
 * @param status the HTTP status
 * @param detail what was expected, what was found, what to do
 */
public record Problem(String type, String title, int status, String detail) {

    static final String MEDIA_TYPE = "application/problem+json";

    Problem(String title, int status, String detail) {
        this("about:blank", title, status, detail);
    }
}
