package io.atelier.contract.definition;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** JSON of definitions: bounded in size, depth and number of elements before anything is made of it. Thread-safe. */
public final class DefinitionText {

    /** The longest text, in bytes. */
    public static final int MAX_BYTES = 1_000_000;

    /** The most values, names, brackets and braces. */
    public static final int MAX_TOKENS = 200_000;

    private static final int MAX_DEPTH = 32;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(64 * 1024)
                            .maxNameLength(256)
                            .maxNumberLength(64)
                            .maxDocumentLength(MAX_BYTES)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // So that a number that is none of float64 is seen.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private DefinitionText() {}

    /**
     * Reads one definition.
     *
     * @param reader takes the whole text's value, adds faults, and gives a definition if there are none
     * @throws InvalidDefinitionException if the bytes are not JSON, break a limit, or are no valid definition
     */
    public static <T> T read(byte[] json, Function<Value, Optional<T>> reader) throws InvalidDefinitionException {
        Faults faults = new Faults();
        Optional<T> definition = parse(json, faults).flatMap(node -> reader.apply(new Value(node, "", faults)));
        faults.throwIfAny();
        return definition.orElseThrow(() -> new IllegalStateException("The reader gave neither definition nor fault"));
    }

    private static Optional<JsonNode> parse(byte[] json, Faults faults) {
        if (json.length > MAX_BYTES) {
            faults.add("", "must be at most " + MAX_BYTES + " bytes of JSON, but has " + json.length);
            return Optional.empty();
        }
        try {
            JsonNode node = MAPPER.readTree(json);
            if (node.isMissingNode()) {
                faults.add("", "must be JSON, but is empty");
                return Optional.empty();
            }
            return Optional.of(node);
        } catch (JsonProcessingException e) {
            faults.add("", "must be JSON, but is not" + place(e) + ": " + reason(e));
            return Optional.empty();
        } catch (IOException e) {
            // Jackson's name for characters that are none.
            faults.add("", "must be JSON in UTF-8, but is not: " + Value.abbreviated(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Without the parser's advice to its programmer. */
    private static String reason(JsonProcessingException e) {
        return Value.abbreviated(e.getOriginalMessage().replaceFirst(": enable `.*", ""));
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }
}
