package io.atelier.contract.message;

import io.atelier.contract.Require;
import java.nio.charset.StandardCharsets;

/**
 * Why a trial failed.
 *
 * @param code the category
 * @param message what happened and what to do, for a person
 */
public record Failure(Code code, String message) {

    private static final int MAX_MESSAGE = 2_000;

    public Failure {
        Require.present(code, "failure.code");
        Require.present(message, "failure.message");
        message = message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
        // Half a surrogate pair can't be written as JSON, and a failure must always be told.
        message = new String(message.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** Categories of failures. */
    public enum Code {
        /** The architecture does not fit the images, or the recipe asks for what this build can't do. */
        INVALID_DEFINITION,
        /** The loss became NaN or infinite. */
        NON_FINITE_LOSS,
        /** The stored state can't be used by this build. */
        INCOMPATIBLE_STATE,
        /** Batches did not come, however often they were asked for. */
        DATA_UNAVAILABLE,
        /** Native or heap memory ran out. */
        OUT_OF_MEMORY,
        /** The trial was taken as often as the queue allows and never finished. */
        TRAINERS_KEEP_FAILING,
        /** Anything else. */
        INTERNAL
    }
}
