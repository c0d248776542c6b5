/** What others see of the trainer: progress over HTTP, health, metrics. */
package io.atelier.trainer.status;
