/** Which images train and which validate: the same indices as Keras and scikit-learn choose. */
package io.atelier.data.split;
