/** Labels and logits in, loss, accuracy and the scores by class out. Knows no framework. */
package io.atelier.evaluator.scoring;
