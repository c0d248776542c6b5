/** Successive halving: how many trials go on after which epoch, and which these are. Pure. */
package io.atelier.contract.halving;
