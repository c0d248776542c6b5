package io.atelier.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON of the wire: {@code snake_case}, strict, bounded in size and depth, no polymorphic types. Thread-safe. */
public final class Json {

    /** The longest document that is read, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxStringLength(64 * 1024)
                            .maxNameLength(256)
                            .maxNumberLength(64)
                            .maxDocumentLength(MAX_BYTES)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private Json() {}

    public static byte[] write(Object message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Cannot write " + message.getClass().getSimpleName() + " as JSON", e);
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
        } catch (ValueInstantiationException e) {
            String reason =
                    e.getCause() == null ? e.getOriginalMessage() : e.getCause().getMessage();
            throw new MalformedMessageException("Not a valid " + what + ": " + reason, e);
        } catch (JsonProcessingException e) {
            throw new MalformedMessageException("Expected " + what + " as JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new MalformedMessageException("Expected " + what + " as JSON: " + e.getMessage(), e);
        }
    }
}
