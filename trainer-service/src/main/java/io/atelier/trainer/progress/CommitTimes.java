package io.atelier.trainer.progress;

/**
 * What a commit took, in seconds.
 *
 * @param encoding serialization, hashing and cutting into records
 * @param transaction at the broker
 */
public record CommitTimes(double encoding, double transaction) {}
