/** The recipe of a training: everything but the network and its images that decides what comes out. */
package io.atelier.contract.recipe;
