/** The rules that every module keeps: who may know whom, and what nobody does. */
package io.atelier.architecture;
