/** Training one trial: the loop, what it remembers, and when it stops. Knows neither Kafka nor the framework. */
package io.atelier.trainer.training;
