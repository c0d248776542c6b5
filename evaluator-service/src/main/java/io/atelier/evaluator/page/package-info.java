/** The results page: plain HTML that needs nothing from outside. */
package io.atelier.evaluator.page;
