/** The trainer service: takes trials from the queue and trains them, one at a time. */
package io.atelier.trainer;
