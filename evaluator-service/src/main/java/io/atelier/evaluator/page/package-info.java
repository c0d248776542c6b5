/**
 * The results page: HTML that needs nothing from outside. Everything on it is a table or an image; the script draws its
 * charts from the tables.
 */
package io.atelier.evaluator.page;
