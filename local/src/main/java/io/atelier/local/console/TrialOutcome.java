package io.atelier.local.console;

import io.atelier.contract.message.Scores;

/**
 * How a trial ended. Scores are null where it was not scored.
 *
 * @param study the architecture of the study that it is; null for all others
 * @param loss on the test images
 * @param augmented by averaged predictions; null where the recipe asks for none
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
        Scores augmented,
        Integer epochs,
        Double seconds,
        Double imagesPerSecond) {}
