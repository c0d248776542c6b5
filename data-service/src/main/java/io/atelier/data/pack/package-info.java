/** Packs: the images of a dataset, decoded once into one file, which is mapped into memory. */
package io.atelier.data.pack;
