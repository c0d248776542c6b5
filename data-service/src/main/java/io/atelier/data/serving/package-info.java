/** Answers batch requests: poll, decode, compute, publish, commit. */
package io.atelier.data.serving;
