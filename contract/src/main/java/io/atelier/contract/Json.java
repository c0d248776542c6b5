package io.atelier.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * JSON of the wire: {@code snake_case}, strict, bounded in size and depth, no polymorphic types. Nulls are left out;
 * what is absent is null, which numbers and booleans can't be. Fields that this build does not know are passed over,
 * but not in definitions.
 * Thread-safe.
 */
public final class Json {

    /** The longest document that is written or read, in bytes: it fits into a record of an untuned broker. */
    public static final int MAX_BYTES = 1_000_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxStringLength(64 * 1024)
                            .maxNameLength(256)
                            .maxNumberLength(64)
                            .maxDocumentLength(MAX_BYTES)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // As NumberText: definitions are hashed as they are written.
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .build())
            .addModule(new InstantModule())
            .addModule(new DefinitionModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            // So that the reader of definitions sees a number that is none of float64.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual, text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private Json() {}

    /** Bytes of {@code message}; the same message always has the same bytes. */
    public static byte[] write(Object message) {
        String what = message.getClass().getSimpleName();
        try {
            byte[] bytes = MAPPER.writeValueAsBytes(message);
            Require.that(
                    bytes.length <= MAX_BYTES,
                    "%s must have at most %d bytes, but has %d",
                    what,
                    MAX_BYTES,
                    bytes.length);
            return bytes;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Cannot write " + what + " as JSON", e);
        }
    }

    /**
     * Reads one message.
     *
     * @throws MalformedMessageException if the bytes are not JSON, break a limit, or are not a valid {@code type}
     */
    public static <T> T read(byte[] bytes, Class<T> type) throws MalformedMessageException {
        String what = type.getSimpleName();
        if (bytes == null) {
            throw new MalformedMessageException("Expected " + what + " as JSON, found an empty record");
        }
        if (bytes.length > MAX_BYTES) {
            throw new MalformedMessageException("Expected " + what + " as JSON of at most " + MAX_BYTES
                    + " bytes, found " + bytes.length + " bytes");
        }
        try {
            T message = MAPPER.readValue(bytes, type);
            if (message == null) {
                throw new MalformedMessageException("Expected " + what + " as JSON, found null");
            }
            return message;
        } catch (JsonMappingException e) {
            throw new MalformedMessageException(explanation(what, bytes, e), e);
        } catch (JsonProcessingException e) {
            throw new MalformedMessageException("Expected " + what + " as JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new MalformedMessageException("Expected " + what + " as JSON: " + e.getMessage(), e);
        }
    }

    private static String explanation(String what, byte[] bytes, JsonMappingException e) {
        Optional<String> version = otherVersion(bytes, e);
        if (version.isPresent()) {
            return "Not a valid " + what + ": " + version.get();
        }
        if (e instanceof ValueInstantiationException invalid) {
            Throwable cause = invalid.getCause();
            return "Not a valid " + what + place(e) + ": "
                    + (cause == null ? e.getOriginalMessage() : cause.getMessage());
        }
        return "Expected " + what + " as JSON" + place(e) + ": " + e.getOriginalMessage();
    }

    /**
     * That a message around what is wrong has another schema version, if so. Its own check comes too late to say it: the
     * parts of a record are read before the record.
     */
    private static Optional<String> otherVersion(byte[] bytes, JsonMappingException e) {
        try {
            JsonNode around = MAPPER.readTree(bytes);
            for (JsonMappingException.Reference step : e.getPath()) {
                if (step.getFrom() instanceof Class<?> type
                        && type.isRecord()
                        && around.path("schema").isInt()) {
                    Require.schema(
                            around.path("schema").intValue(),
                            type.getField("SCHEMA").getInt(null),
                            type.getSimpleName());
                }
                around = step.getFieldName() == null ? around.path(step.getIndex()) : around.path(step.getFieldName());
            }
        } catch (IllegalArgumentException other) {
            return Optional.of(other.getMessage());
        } catch (IOException | ReflectiveOperationException none) {
            // No JSON at all, or no message with a version: the explanation says what is wrong.
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** Where in the message, such as {@code train.batch_size}. */
    private static String place(JsonMappingException e) {
        if (e.getPath().isEmpty()) {
            return "";
        }
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining(".", " at ", ""));
    }
}
