package io.atelier.local.service;

import java.net.http.HttpRequest;

/** A service answered, but with an error. */
public final class HttpProblem extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String detail;
    private final boolean temporary;

    HttpProblem(HttpRequest request, int status, String detail, boolean temporary) {
        super(request.method() + " " + request.uri() + " answered " + status + (detail.isEmpty() ? "" : ": " + detail));
        this.status = status;
        this.detail = detail;
        this.temporary = temporary;
    }

    public int status() {
        return status;
    }

    /** What the service says about it; empty if it says nothing. */
    public String detail() {
        return detail;
    }

    /** Whether the service asks to be asked again soon. */
    public boolean isTemporary() {
        return temporary;
    }
}
