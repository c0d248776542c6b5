package io.atelier.data.planning;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns exceptions into problem details. */
class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ServerExceptionMapper
    public Response invalidRun(InvalidRunException e) {
        return Problem.response(Status.BAD_REQUEST, e.getMessage(), e.violations());
    }

    @ServerExceptionMapper
    public Response conflict(RunConflictException e) {
        return Problem.response(Status.CONFLICT, e.getMessage());
    }

    @ServerExceptionMapper
    public Response notReady(DatasetNotReadyException e) {
        return Problem.response(Status.SERVICE_UNAVAILABLE, e.getMessage());
    }

    @ServerExceptionMapper
    public Response broker(KafkaException e) {
        LOG.warn("A request failed for want of the broker", e);
        return Problem.response(
                Status.SERVICE_UNAVAILABLE,
                "Kafka did not answer (%s): nothing is lost, send the same request again".formatted(e.getMessage()));
    }

    @ServerExceptionMapper
    public Response constraints(ConstraintViolationException e) {
        List<Violation> violations = e.getConstraintViolations().stream()
                .map(violation -> new Violation(field(violation), violation.getMessage()))
                .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
                .toList();
        InvalidRunException invalid = new InvalidRunException(violations);
        return Problem.response(Status.BAD_REQUEST, invalid.getMessage(), violations);
    }

    @ServerExceptionMapper
    public Response json(JsonProcessingException e) {
        return Problem.response(Status.BAD_REQUEST, describe(e));
    }

    /** Named apart because Quarkus has a mapper of its own for it. */
    @ServerExceptionMapper
    public Response mismatch(MismatchedInputException e) {
        return json(e);
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException malformed) {
            return json(malformed);
        }
        return Problem.response(e.getResponse().getStatusInfo(), e.getMessage());
    }

    @ServerExceptionMapper
    public Response mistake(RuntimeException e) {
        LOG.error("A request failed by a mistake of this service", e);
        return Problem.response(Status.INTERNAL_SERVER_ERROR, "A mistake of the data service: its log has the cause");
    }

    /** Without {@code plan.request}: the path below the request's body, as the body writes it. */
    private static String field(ConstraintViolation<?> violation) {
        StringBuilder field = new StringBuilder();
        int depth = 0;
        for (Path.Node node : violation.getPropertyPath()) {
            if (depth++ < 2 || node.getName() == null || node.getName().startsWith("<")) {
                if (node.isInIterable() && node.getIndex() != null) {
                    field.append('[').append(node.getIndex()).append(']');
                }
                continue;
            }
            field.append(field.length() == 0 ? "" : ".").append(snakeCase(node.getName()));
        }
        return field.length() == 0 ? "body" : field.toString();
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static String describe(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String place = at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
        if (e instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds().stream()
                    .map(Object::toString)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return "Unknown field \"%s\"%s: known are %s".formatted(unknown.getPropertyName(), place, known);
        }
        if (e instanceof MismatchedInputException mismatch && !(e.getCause() instanceof StreamReadException)) {
            return "%s%s must be %s".formatted(field(mismatch), place, expected(mismatch.getTargetType()));
        }
        return "Not valid JSON%s: %s".formatted(place, e.getOriginalMessage());
    }

    private static String field(JsonMappingException e) {
        StringBuilder field = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            field.append(step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName());
        }
        return field.length() == 0 ? "The body" : "Field " + field;
    }

    private static String expected(Class<?> type) {
        if (type == Integer.class || type == Long.class) {
            return "a whole number of " + (type == Integer.class ? "32" : "64") + " bits";
        }
        if (type == String.class) {
            return "a string";
        }
        return type != null && Collection.class.isAssignableFrom(type) ? "a list" : "one JSON object";
    }
}
