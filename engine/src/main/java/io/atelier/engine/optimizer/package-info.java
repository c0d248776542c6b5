/**
 * Recipes' optimizers, schedules and averages as Deeplearning4j takes them, computed by {@link io.atelier.engine.kernel}: the
 * same bits on every machine and with any number of threads. All that a resumed training needs is in named arrays.
 */
package io.atelier.engine.optimizer;
