package io.atelier.local.console;

/**
 * How a trial ended. Scores are null where it was not scored.
 *
 * @param loss on the test images
 * @param epochs epochs trained
 */
public record TrialOutcome(
        String label,
        String architecture,
        String state,
        String cause,
        Double accuracy,
        Double precision,
        Double recall,
        Double f1,
        Double loss,
        Integer epochs,
        Double seconds,
        Double imagesPerSecond) {}
