package io.atelier.local.service;

import io.atelier.local.LocalException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Where the brokers of a run keep their data: one in the directory itself, each of several in one below it.
 *
 * @param parent may be missing
 */
public record BrokerDirectories(Path parent) {

    private static final int SEVERAL = 3;

    /** How many brokers can be started: with two, both would be needed. */
    public static final List<Integer> NUMBERS = List.of(1, SEVERAL);

    /**
     * How many brokers there are to be.
     *
     * @param asked for; empty: as many as there were, or one
     * @throws LocalException if there were others before
     */
    public int number(OptionalInt asked) throws LocalException {
        OptionalInt found = found();
        if (asked.isPresent() && found.isPresent() && asked.getAsInt() != found.getAsInt()) {
            throw new LocalException("Expected " + parent + " to have the data of as many brokers as --brokers says, "
                    + asked.getAsInt() + ", found that of " + found.getAsInt()
                    + ": leave --brokers out to resume, or choose another directory with --out");
        }
        return asked.orElse(found.orElse(1));
    }

    private OptionalInt found() {
        if (!Files.exists(parent)) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Files.exists(of(1, SEVERAL)) ? SEVERAL : 1);
    }

    Path of(int number, int brokers) {
        return brokers == 1 ? parent : parent.resolve(Integer.toString(number));
    }

    /** The same at every start, so that brokers that have data and those that get some agree. */
    String clusterId() {
        return UUID.nameUUIDFromBytes(parent.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
