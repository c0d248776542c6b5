package io.atelier.local.run;

/**
 * A trainer's answer to {@code GET /progress}.
 *
 * @param trial null while it has none; the rest says nothing then
 * @param state STARTING, TRAINING or VALIDATING
 * @param epochs the most epochs; 0 until they are known, as is {@code batches}
 * @param resumed whether it went on from a state that an earlier owner of the trial committed
 */
record TrainerProgress(
        String trainer,
        Trial trial,
        String state,
        int epoch,
        int epochs,
        int batch,
        int batches,
        double imagesPerSecond,
        double loss,
        double accuracy,
        double secondsLeft,
        boolean resumed) {

    /** The trial's definition, as far as it names the trial. */
    record Trial(String run, String configuration, long seed) {
        String id() {
            return run + "." + configuration + ".s" + seed;
        }
    }
}
