package io.atelier.contract.keras;

import com.fasterxml.jackson.databind.node.TextNode;
import io.atelier.contract.architecture.Node;
import io.atelier.contract.definition.Value;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Turns names of Keras into names of ours, each used once. Confined to one thread. */
final class Names {

    private static final int MAX = 64;

    private final Set<String> taken = new HashSet<>(Set.of(Node.IMAGE));

    /** The same name if it is one of ours and free, else one like it. */
    String like(String name) {
        String base = legal(name);
        String candidate = base;
        for (int number = 2; !taken.add(candidate); number++) {
            String suffix = "_" + number;
            candidate = beginning(base, MAX - suffix.length()) + suffix;
        }
        return candidate;
    }

    static String legal(String name) {
        String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "_");
        boolean begins = letters.matches("[a-z0-9].*");
        return beginning(begins ? letters : "x" + letters, MAX);
    }

    /** As it stands in the text, for messages. */
    static String quoted(String name) {
        return Value.abbreviated(TextNode.valueOf(name).toString());
    }

    private static String beginning(String text, int length) {
        return text.substring(0, Math.min(text.length(), length));
    }
}
