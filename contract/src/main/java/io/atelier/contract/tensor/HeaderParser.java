package io.atelier.contract.tensor;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.atelier.contract.MalformedMessageException;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a safetensors header token by token: whatever is not exactly a header is refused where it is found. */
final class HeaderParser implements Closeable {

    private final JsonParser json;
    private final int maxTensors;
    private final Map<String, String> metadata = new HashMap<>();
    private final List<Header.Entry> entries = new ArrayList<>();

    HeaderParser(JsonParser json, int maxTensors) {
        this.json = json;
        this.maxTensors = maxTensors;
    }

    Header parse() throws IOException, MalformedMessageException {
        expect(json.nextToken(), JsonToken.START_OBJECT, "the header");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (name.equals(Header.METADATA)) {
                parseMetadata();
            } else if (entries.size() == maxTensors) {
                throw new MalformedMessageException("Expected at most " + maxTensors + " tensors, found more");
            } else {
                entries.add(parseEntry(name));
            }
        }
        JsonToken rest = json.nextToken();
        if (rest != null) {
            throw new MalformedMessageException("Expected nothing after the header's JSON object, found " + rest);
        }
        return new Header(metadata, entries);
    }

    private void parseMetadata() throws IOException, MalformedMessageException {
        expect(json.nextToken(), JsonToken.START_OBJECT, Header.METADATA);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            expect(json.nextToken(), JsonToken.VALUE_STRING, Header.METADATA + "." + name);
            metadata.put(name, json.getText());
        }
    }

    private Header.Entry parseEntry(String name) throws IOException, MalformedMessageException {
        expect(json.nextToken(), JsonToken.START_OBJECT, name);
        DType dtype = null;
        long[] shape = null;
        long[] offsets = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            String what = name + "." + field;
            switch (field) {
                case "dtype" -> dtype = parseDType(what);
                case "shape" -> shape = parseNumbers(what, Tensor.MAX_DIMENSIONS);
                case "data_offsets" -> offsets = parseNumbers(what, 2);
                default ->
                    throw new MalformedMessageException(
                            "Expected dtype, shape and data_offsets for tensor " + name + ", found " + field);
            }
        }
        if (dtype == null || shape == null || offsets == null || offsets.length != 2) {
            throw new MalformedMessageException("Expected dtype, shape and two data_offsets for tensor " + name
                    + ", found dtype " + dtype + ", shape " + Arrays.toString(shape) + " and data_offsets "
                    + Arrays.toString(offsets));
        }
        return new Header.Entry(name, dtype, shape, offsets[0], offsets[1]);
    }

    private DType parseDType(String what) throws IOException, MalformedMessageException {
        expect(json.nextToken(), JsonToken.VALUE_STRING, what);
        String found = json.getText();
        for (DType dtype : DType.values()) {
            if (dtype.name().equals(found)) {
                return dtype;
            }
        }
        throw new MalformedMessageException("Expected one of " + Arrays.toString(DType.values()) + " as " + what
                + ", found " + found.substring(0, Math.min(found.length(), 20)));
    }

    /** Non-negative whole numbers. */
    private long[] parseNumbers(String what, int most) throws IOException, MalformedMessageException {
        expect(json.nextToken(), JsonToken.START_ARRAY, what);
        long[] numbers = new long[most];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, what);
            if (count == most) {
                throw new MalformedMessageException("Expected at most " + most + " numbers as " + what);
            }
            long number = json.getLongValue();
            if (number < 0) {
                throw new MalformedMessageException("Expected no negative number in " + what + ", found " + number);
            }
            numbers[count++] = number;
        }
        return Arrays.copyOf(numbers, count);
    }

    private static void expect(JsonToken found, JsonToken expected, String what) throws MalformedMessageException {
        if (found != expected) {
            throw new MalformedMessageException("Expected " + expected + " as " + what + ", found " + found);
        }
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
