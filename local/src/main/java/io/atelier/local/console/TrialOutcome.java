package io.atelier.local.console;

/**
 * How a trial ended. Scores are null where it was not scored.
 *
 * @param study the architecture of the study that it is; null for all others
 * @param loss on the test images
 * @param epochs epochs trained
 */
public record TrialOutcome(
        String label,
        String study,
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
