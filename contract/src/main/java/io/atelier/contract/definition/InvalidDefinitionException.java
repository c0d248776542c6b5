package io.atelier.contract.definition;

import java.util.List;
import java.util.stream.Collectors;

/** A definition that cannot be used, with everything that is wrong with it. */
public final class InvalidDefinitionException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The most that its message tells, so that the message fits a line of a log and the header of a record. */
    private static final int TOLD = 10;

    private final transient List<Fault> faults;

    public InvalidDefinitionException(List<Fault> faults) {
        super(message(faults));
        this.faults = List.copyOf(faults);
    }

    /** In the order of reading, at least one. */
    public List<Fault> faults() {
        return faults;
    }

    static String message(List<Fault> faults) {
        return faults.stream().limit(TOLD).map(Fault::toString).collect(Collectors.joining("; "))
                + (faults.size() > TOLD ? "; and more" : "");
    }
}
