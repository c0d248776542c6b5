package io.atelier.contract.tensor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.atelier.contract.MalformedMessageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON header of a safetensors file: what each tensor is and where its bytes lie, and free text.
 *
 * @param metadata free text by name
 * @param entries in the order of the header
 */
record Header(Map<String, String> metadata, List<Entry> entries) {

    static final String METADATA = "__metadata__";

    private static final int MAX_DEPTH = 4;
    private static final int MAX_METADATA_LENGTH = 64 * 1024;
    private static final int MAX_NUMBER_LENGTH = 20;

    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_METADATA_LENGTH)
                    .maxNameLength(Tensor.MAX_NAME)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** One tensor; {@code begin} and {@code end} count bytes from the end of the header. */
    static final class Entry {
        private final String name;
        private final DType dtype;
        private final long[] shape;
        private final long begin;
        private final long end;

        Entry(String name, DType dtype, long[] shape, long begin, long end) {
            this.name = name;
            this.dtype = dtype;
            this.shape = shape;
            this.begin = begin;
            this.end = end;
        }

        String name() {
            return name;
        }

        DType dtype() {
            return dtype;
        }

        /** Not a copy. */
        long[] shape() {
            return shape;
        }

        long begin() {
            return begin;
        }

        long end() {
            return end;
        }
    }

    static Header read(String json, int maxTensors) throws MalformedMessageException {
        try (HeaderParser parser = new HeaderParser(JSON.createParser(json), maxTensors)) {
            return parser.parse();
        } catch (JsonProcessingException e) {
            throw new MalformedMessageException("Expected a safetensors header as JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from a string failed", e);
        }
    }

    /** The same header always gives the same bytes: metadata goes by name, entries keep their order. */
    byte[] write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(METADATA);
                for (Map.Entry<String, String> text : new TreeMap<>(metadata).entrySet()) {
                    json.writeStringField(text.getKey(), text.getValue());
                }
                json.writeEndObject();
            }
            for (Entry entry : entries) {
                json.writeObjectFieldStart(entry.name());
                json.writeStringField("dtype", entry.dtype().name());
                json.writeFieldName("shape");
                json.writeArray(entry.shape(), 0, entry.shape().length);
                json.writeFieldName("data_offsets");
                json.writeArray(new long[] {entry.begin(), entry.end()}, 0, 2);
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }
}
