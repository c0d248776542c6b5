package io.atelier.local.process;

import java.time.Duration;

/** Hears what becomes of a supervised process. Called from the thread that supervises it. */
public interface ProcessListener {

    /** It died and starts again after a while. */
    void restarting(String id, long pid, int exitCode, Duration delay);

    /** It has been started again. */
    void restarted(String id, long pid);

    /** It is not ready yet; {@code lastLine} is what it logged last. */
    void waiting(String id, String lastLine);

    /** It died and stays dead. */
    void gaveUp(ProcessFailure failure);
}
