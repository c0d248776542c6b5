/** The test images, asked for from the data service, and kept where they fit. */
package io.atelier.evaluator.testset;
