/**
 * The strict reader of definitions, such as architectures and recipes: it collects everything that is wrong, each fault
 * with its path, and hands out nothing that has not been checked.
 */
package io.atelier.contract.definition;
