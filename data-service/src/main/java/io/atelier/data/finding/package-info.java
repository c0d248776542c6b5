/** Finds the dataset that is asked for: drawn, published and perhaps downloaded, or in a folder. */
package io.atelier.data.finding;
