package io.atelier.local.service;

import java.net.http.HttpRequest;

/** A service answered, but with an error. */
public final class HttpProblem extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String detail;

    HttpProblem(HttpRequest request, int status, String detail) {
        super(request.method() + " " + request.uri() + " answered " + status + (detail.isEmpty() ? "" : ": " + detail));
        this.status = status;
        this.detail = detail;
    }

    public int status() {
        return status;
    }

    /** What the service says about it; empty if it says nothing. */
    public String detail() {
        return detail;
    }
}
