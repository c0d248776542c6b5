/** A few training images as networks see them, asked for from the data service for pages. */
package io.atelier.evaluator.trainset;
