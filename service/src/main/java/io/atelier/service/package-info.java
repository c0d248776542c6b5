/** What all services do alike, once: each has it from here and does it in the same way. */
package io.atelier.service;
