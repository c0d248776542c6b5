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

    /** Of no use where nothing is started again by itself: whoever started a process asks it how it is. */
    static ProcessListener silent() {
        return new ProcessListener() {
            @Override
            public void restarting(String id, long pid, int exitCode, Duration delay) {
                throw new IllegalStateException("Nothing here is started again by itself");
            }

            @Override
            public void restarted(String id, long pid) {
                throw new IllegalStateException("Nothing here is started again by itself");
            }

            @Override
            public void waiting(String id, String lastLine) {
                // It becomes ready in its time.
            }

            @Override
            public void gaveUp(ProcessFailure failure) {
                // Kept by the process.
            }
        };
    }
}
