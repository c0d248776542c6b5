package io.atelier.service.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every exception that a request ends with into problem details. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ServerExceptionMapper
    Response json(JsonProcessingException e) {
        return Problem.response(Status.BAD_REQUEST, JsonFaults.describe(e));
    }

    /** Named apart because Quarkus has a mapper of its own for it. */
    @ServerExceptionMapper
    Response mismatch(MismatchedInputException e) {
        return json(e);
    }

    @ServerExceptionMapper
    Response web(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException malformed) {
            return json(malformed);
        }
        Response answer = e.getResponse();
        if (answer.getStatus() < 400) {
            return answer;
        }
        return Problem.response(answer.getStatusInfo(), e.getMessage());
    }

    @ServerExceptionMapper
    Response notFound(NotFoundException e) {
        String detail = e.getMessage();
        boolean ofTheFramework = detail == null || detail.startsWith("HTTP 404") || detail.startsWith("Unable to find");
        return Problem.response(Status.NOT_FOUND, ofTheFramework ? "There is nothing at this path" : detail);
    }

    @ServerExceptionMapper
    Response notAllowed(NotAllowedException e, ContainerRequestContext request) {
        List<String> allowed = AllowedMethods.of(request);
        Response problem = Problem.response(
                Status.METHOD_NOT_ALLOWED,
                "Expected one of the methods " + String.join(", ", allowed) + ", found " + request.getMethod());
        return Response.fromResponse(problem)
                .header(HttpHeaders.ALLOW, String.join(", ", allowed))
                .build();
    }

    @ServerExceptionMapper
    Response unavailable(UnavailableException e) {
        return Problem.unavailable(e.getMessage());
    }

    @ServerExceptionMapper
    Response broker(KafkaException e) {
        LOG.warn("A request failed for want of the broker: {}", e.toString());
        return Problem.unavailable(
                "Kafka did not answer (%s): nothing is lost, send the same request again".formatted(e.getMessage()));
    }

    @ServerExceptionMapper
    Response timeout(TimeoutException e) {
        LOG.warn("A request was not answered in time", e);
        return Problem.unavailable("The answer took too long: send the same request again");
    }

    @ServerExceptionMapper
    Response internal(Throwable e) {
        LOG.error("A request failed: internal error", e);
        return Problem.response(
                Status.INTERNAL_SERVER_ERROR, "An internal error of this service: its log has the cause");
    }
}
