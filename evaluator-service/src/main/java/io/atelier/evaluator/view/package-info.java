/** What is known about every run, rebuilt at each start from the compacted topics and followed from then on. */
package io.atelier.evaluator.view;
