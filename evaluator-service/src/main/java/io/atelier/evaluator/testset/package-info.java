/** The test images, asked for once from the data service and kept. */
package io.atelier.evaluator.testset;
