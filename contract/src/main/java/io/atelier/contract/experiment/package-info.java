/**
 * Experiments as data: which configurations are trained with which seeds, read strictly from one object; sweeps are drawn
 * while it is read. Pure.
 */
package io.atelier.contract.experiment;
