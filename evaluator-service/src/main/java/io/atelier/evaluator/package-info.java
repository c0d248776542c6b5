/** The evaluator service: wiring, configuration and health. What it does is in the packages below. */
package io.atelier.evaluator;
