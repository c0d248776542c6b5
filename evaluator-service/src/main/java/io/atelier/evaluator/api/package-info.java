/** Runs and their results over HTTP, as JSON; errors as problem details (RFC 9457). */
package io.atelier.evaluator.api;
