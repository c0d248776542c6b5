package io.atelier.harness.soak;

/**
 * One value.
 *
 * @param subject a process or a topic
 */
record Reading(String subject, Measure measure, double value) {}
