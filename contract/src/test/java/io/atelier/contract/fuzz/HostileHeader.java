package io.atelier.contract.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** Safetensors files of which most is right and some is not: numbers, names, nesting, offsets, lengths. */
final class HostileHeader {

    private static final String[] VALUES = {
        "0", "1", "2", "3", "-1", "4294967296", "2147483647", "9223372036854775807", "9223372036854775808", "1e3",
        "1.5", "-0", "NaN", "null", "\"1\"", "[]", "[1]", "{}", "[[[[[[1]]]]]]", "123456789012345678901234567890"
    };
    private static final String[] NAMES = {"a", "b", "c", "d", "__metadata__", "", "\\ud800", "\\u0000", "x".repeat(201)
    };
    private static final String[] TYPES = {"F32", "U8", "I64", "F64", "f32", ""};
    private static final int[] SIZES = {4, 1, 8, 8, 4, 1};

    private final FuzzedDataProvider draw;
    private long offset;

    private HostileHeader(FuzzedDataProvider draw) {
        this.draw = draw;
    }

    static byte[] file(FuzzedDataProvider draw) {
        return new HostileHeader(draw).file();
    }

    private byte[] file() {
        StringJoiner header = new StringJoiner(",", "{", "}");
        if (draw.consumeBoolean()) {
            header.add("\"__metadata__\":{" + name() + ":" + (seldom() ? value() : name()) + "}");
        }
        int tensors = draw.consumeInt(0, 5);
        for (int i = 0; i < tensors; i++) {
            header.add((seldom() ? name() : "\"t" + i + "\"") + ":" + tensor());
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        int data = seldom() ? draw.consumeInt(0, 100) : (int) Math.min(offset, 4096);
        long length = seldom() ? draw.consumeLong() : json.length;
        return ByteBuffer.allocate(Long.BYTES + json.length + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(json)
                .array();
    }

    private String tensor() {
        int type = seldom() ? draw.consumeInt(0, TYPES.length - 1) : draw.consumeInt(0, 2);
        long elements = 1;
        StringJoiner shape = new StringJoiner(",", "[", "]");
        int dimensions = seldom() ? draw.consumeInt(0, 10) : draw.consumeInt(0, 3);
        for (int i = 0; i < dimensions; i++) {
            int dimension = draw.consumeInt(0, 4);
            elements *= dimension;
            shape.add(seldom() ? value() : Integer.toString(dimension));
        }
        long begin = offset;
        offset += elements * SIZES[type];
        String offsets = (seldom() ? value() : Long.toString(begin)) + "," + (seldom() ? value() : offset);
        StringJoiner fields = new StringJoiner(",", "{", "}");
        fields.add("\"dtype\":\"" + TYPES[type] + "\"");
        fields.add("\"shape\":" + shape);
        fields.add("\"data_offsets\":[" + offsets + "]");
        if (seldom()) {
            fields.add(name() + ":" + value());
        }
        return fields.toString();
    }

    private String name() {
        return "\"" + draw.pickValue(NAMES) + "\"";
    }

    private String value() {
        return draw.pickValue(VALUES);
    }

    private boolean seldom() {
        return draw.consumeInt(0, 11) == 11;
    }
}
