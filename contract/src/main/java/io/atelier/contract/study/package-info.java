/** The study that Atelier repeats. */
package io.atelier.contract.study;
