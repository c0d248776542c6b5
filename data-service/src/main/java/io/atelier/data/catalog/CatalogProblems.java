package io.atelier.data.catalog;

import io.atelier.data.dataset.DatasetException;
import io.atelier.service.http.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what the catalog refuses into problem details. */
final class CatalogProblems {

    @ServerExceptionMapper
    Response invalid(DatasetException e) {
        return Problem.response(Status.BAD_REQUEST, e.getMessage());
    }

    @ServerExceptionMapper
    Response conflict(DatasetConflictException e) {
        return Problem.response(Status.CONFLICT, e.getMessage());
    }

    @ServerExceptionMapper
    Response notReady(DatasetNotReadyException e) {
        return Problem.unavailable(e.getMessage(), DatasetNotReadyException.AGAIN);
    }
}
