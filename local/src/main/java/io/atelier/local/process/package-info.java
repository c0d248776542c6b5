/** Child processes: started, watched, restarted when they die, and never left behind. Knows nothing of Atelier's services. */
package io.atelier.local.process;
