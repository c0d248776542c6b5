/** Plans runs: a request becomes trials, which become records of the trainers' queue. */
package io.atelier.data.planning;
