/** From a trial in the queue to its end: takes, trains, publishes, acknowledges. */
package io.atelier.trainer.trial;
