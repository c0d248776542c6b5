package io.atelier.service.http;

/**
 * One thing wrong with a request.
 *
 * @param field the field, as the request names it
 * @param message what it must be and what it is
 */
public record Violation(String field, String message) {}
