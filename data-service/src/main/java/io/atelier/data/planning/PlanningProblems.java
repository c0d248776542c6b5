package io.atelier.data.planning;

import io.atelier.service.http.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what planning refuses into problem details. */
final class PlanningProblems {

    @ServerExceptionMapper
    Response invalidRun(InvalidRunException e) {
        return Problem.response(Status.BAD_REQUEST, e.getMessage(), e.violations());
    }

    @ServerExceptionMapper
    Response conflict(RunConflictException e) {
        return Problem.response(Status.CONFLICT, e.getMessage());
    }

    @ServerExceptionMapper
    Response notReady(DatasetNotReadyException e) {
        return Problem.unavailable(e.getMessage());
    }
}
