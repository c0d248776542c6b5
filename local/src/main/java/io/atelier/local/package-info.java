/** One run on one machine with one command: broker and services as child processes. */
package io.atelier.local;
