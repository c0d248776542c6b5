/** What is known about a dataset: its name, the shape of its images, its classes, and where it came from. */
package io.atelier.contract.dataset;
