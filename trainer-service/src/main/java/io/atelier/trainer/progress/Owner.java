package io.atelier.trainer.progress;

import io.atelier.contract.message.Environment;

/** Who takes trials, and where it computes. */
public record Owner(String trainer, Environment environment) {}
