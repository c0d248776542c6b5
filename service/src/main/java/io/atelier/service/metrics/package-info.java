/** The metrics that more than one service shows: same name, same text. */
package io.atelier.service.metrics;
