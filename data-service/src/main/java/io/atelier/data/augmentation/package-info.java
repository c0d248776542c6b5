/** Random changes of training images, as a recipe lists them; each a function of image, seed, epoch and place in the list. */
package io.atelier.data.augmentation;
