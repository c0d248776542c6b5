package io.atelier.contract.message;

import io.atelier.contract.Require;

/**
 * Where a trainer computes: what a training's time depends on, and with the arithmetic its last bits. For people; nothing
 * is decided by it.
 *
 * @param atelier this software's version
 * @param java the virtual machine and its version
 * @param engine the numeric libraries, their version and build
 * @param arithmetic number of the engine's arithmetic: trainings of the same number give the same bits
 * @param kafka version of the client
 * @param os the operating system, its version and architecture
 * @param processor the processor's model, as far as the system tells it
 * @param processors how many processors the trainer may use
 * @param threads that it computes with
 */
public record Environment(
        String atelier,
        String java,
        String engine,
        int arithmetic,
        String kafka,
        String os,
        String processor,
        int processors,
        int threads) {

    private static final int MAX_CHARACTERS = 300;

    public Environment {
        Require.atMost(atelier, MAX_CHARACTERS, "environment.atelier");
        Require.atMost(java, MAX_CHARACTERS, "environment.java");
        Require.atMost(engine, MAX_CHARACTERS, "environment.engine");
        Require.inRange(arithmetic, 1, Integer.MAX_VALUE, "environment.arithmetic");
        Require.atMost(kafka, MAX_CHARACTERS, "environment.kafka");
        Require.atMost(os, MAX_CHARACTERS, "environment.os");
        Require.atMost(processor, MAX_CHARACTERS, "environment.processor");
        Require.inRange(processors, 1, 100_000, "environment.processors");
        Require.inRange(threads, 1, 100_000, "environment.threads");
    }
}
