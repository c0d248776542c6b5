package io.atelier.service.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Collection;
import java.util.stream.Collectors;

/** Says what is wrong with a body of JSON, and where. */
final class JsonFaults {

    private JsonFaults() {}

    static String describe(JsonProcessingException e) {
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
