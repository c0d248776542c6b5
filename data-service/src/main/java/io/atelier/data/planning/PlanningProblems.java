package io.atelier.data.planning;

import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.service.http.Problem;
import io.atelier.service.http.Violation;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what planning refuses into problem details. */
final class PlanningProblems {

    @ServerExceptionMapper
    Response invalid(InvalidDefinitionException e) {
        List<Violation> violations = e.faults().stream()
                .map(fault -> new Violation(fault.path(), fault.message()))
                .toList();
        return Problem.response(Status.BAD_REQUEST, e.getMessage(), violations);
    }

    @ServerExceptionMapper
    Response conflict(RunConflictException e) {
        return Problem.response(Status.CONFLICT, e.getMessage());
    }
}
