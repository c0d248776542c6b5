package io.atelier.data.planning;

import io.atelier.service.http.Violation;
import java.util.List;

/** A request for a run that can't be planned. */
public final class InvalidRunException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    InvalidRunException(List<Violation> violations) {
        super(String.join(
                "; ",
                violations.stream()
                        .map(violation -> violation.field() + " " + violation.message())
                        .toList()));
        this.violations = List.copyOf(violations);
    }

    List<Violation> violations() {
        return violations;
    }
}
