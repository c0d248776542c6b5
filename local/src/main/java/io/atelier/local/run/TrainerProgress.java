package io.atelier.local.run;

/**
 * A trainer's answer to {@code GET /progress}. Everything but the trainer is null while it has no trial.
 *
 * @param resumed whether it went on from a state that an earlier owner of the trial committed
 */
record TrainerProgress(
        String trainer,
        Trial trial,
        Integer epoch,
        Integer epochs,
        Integer batch,
        Integer batches,
        Double imagesPerSecond,
        Double loss,
        Double accuracy,
        Double secondsLeft,
        boolean resumed) {

    /** The trial's definition, as far as it names the trial. */
    record Trial(String run, String architecture, long seed) {
        String id() {
            return run + "." + architecture + ".s" + seed;
        }
    }
}
