package io.atelier.contract;

/**
 * Text from outside, such as the name of a class, for people: what can't be seen, or would change the order of what stands
 * around it, becomes an escape as in Java. Different texts remain different. Says nothing about what HTML or Prometheus
 * would have escaped.
 */
public final class VisibleText {

    /** Joins emoji to one. */
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private VisibleText() {}

    public static String of(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(character -> append(visible, character));
        return visible.toString();
    }

    private static void append(StringBuilder visible, int character) {
        switch (character) {
            case '\\' -> visible.append("\\\\");
            case '\n' -> visible.append("\\n");
            case '\r' -> visible.append("\\r");
            case '\t' -> visible.append("\\t");
            default -> {
                if (isHidden(character)) {
                    for (char unit : Character.toChars(character)) {
                        visible.append("\\u%04x".formatted((int) unit));
                    }
                } else {
                    visible.appendCodePoint(character);
                }
            }
        }
    }

    private static boolean isHidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> character != ZERO_WIDTH_JOINER;
            default -> false;
        };
    }
}
