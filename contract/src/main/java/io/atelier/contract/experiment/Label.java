package io.atelier.contract.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import io.atelier.contract.Require;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

/**
 * Labels of configurations that say what differs, such as {@code tiny-learning_rate-0_03}: a function of the values alone,
 * so that the same values have the same label in a longer sweep.
 */
final class Label {

    private static final int MAX = 64;
    private static final int HASH_DIGITS = 8;
    private static final int MOST_DIGITS = 10;

    private Label() {}

    /** Of a configuration that was called {@code base} before; with a hash at its end where it would be too long. */
    static String of(String base, SortedMap<Setting, JsonNode> values) {
        StringBuilder label = new StringBuilder(base);
        for (Map.Entry<Setting, JsonNode> value : values.entrySet()) {
            label.append('-')
                    .append(value.getKey().shortName())
                    .append('-')
                    .append(text(value.getValue()).replace('.', '_'));
        }
        return Require.name(shortened(label.toString()), "label");
    }

    /** A number or flag in as few characters as say all of it. */
    static String text(JsonNode value) {
        if (!value.isNumber()) {
            return value.asText();
        }
        BigDecimal number = value.decimalValue().stripTrailingZeros();
        int digitsBefore = number.precision() - number.scale();
        boolean brief = Math.abs(digitsBefore) <= MOST_DIGITS && Math.abs(number.scale()) <= MOST_DIGITS;
        return brief && number.toPlainString().length() <= MOST_DIGITS
                ? number.toPlainString()
                : number.unscaledValue() + "e" + -number.scale();
    }

    private static String shortened(String label) {
        if (label.length() <= MAX) {
            return label;
        }
        byte[] hash = sha256().digest(label.getBytes(StandardCharsets.UTF_8));
        String end = "-" + HexFormat.of().formatHex(hash, 0, HASH_DIGITS / 2);
        return label.substring(0, MAX - end.length()) + end;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
