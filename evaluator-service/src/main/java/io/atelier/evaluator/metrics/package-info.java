/** Metrics for Prometheus: of the evaluator itself, and of the runs, which it knows also when their trainers are gone. */
package io.atelier.evaluator.metrics;
