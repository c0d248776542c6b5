package io.atelier.bench.pipeline;

import io.atelier.bench.process.Conditions;
import io.atelier.contract.architecture.NetworkPlan;

/**
 * What to train.
 *
 * @param epochs at least 2: the first one warms up
 * @param images of an epoch, those that are held out of it included
 * @param threads of the trainer, and in memory
 */
public record PipelineSettings(NetworkPlan plan, int epochs, int images, int threads, Conditions conditions) {}
