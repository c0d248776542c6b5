package io.atelier.contract.definition;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with one or more definitions, in the order of reading; the first hundred in words. Confined to one thread. */
public final class Faults {

    /** The most that are kept. */
    public static final int MAX = 100;

    private final List<Fault> kept = new ArrayList<>();
    private int count;

    /** Adds one; the path and {@code message} are a sentence. */
    public void add(String path, String message) {
        count++;
        if (kept.size() < MAX) {
            kept.add(new Fault(path, message));
        }
    }

    /** Adds one that may come from several places, unless it is there. */
    public void addOnce(String path, String message) {
        if (!kept.contains(new Fault(path, message))) {
            add(path, message);
        }
    }

    /** How many were added, those that were not kept included. */
    public int count() {
        return count;
    }

    /** At most {@link #MAX}, and one more that says how many others there are. */
    public List<Fault> list() {
        List<Fault> all = new ArrayList<>(kept);
        if (count > MAX) {
            all.add(new Fault("", "and " + (count - MAX) + " more"));
        }
        return List.copyOf(all);
    }

    /** Ends a reading.
     *
     * @throws InvalidDefinitionException if any was added */
    public void throwIfAny() throws InvalidDefinitionException {
        if (count > 0) {
            throw new InvalidDefinitionException(list());
        }
    }

    /** The first few, in one line. */
    @Override
    public String toString() {
        return InvalidDefinitionException.message(list());
    }
}
