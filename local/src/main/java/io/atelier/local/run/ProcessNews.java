package io.atelier.local.run;

import io.atelier.local.console.ProgressDisplay;
import io.atelier.local.process.ProcessFailure;
import io.atelier.local.process.ProcessListener;
import java.time.Duration;

/** Tells the person at the terminal what becomes of the processes. */
final class ProcessNews implements ProcessListener {

    private static final int MOST_OF_LINE = 160;

    private final ProgressDisplay display;

    ProcessNews(ProgressDisplay display) {
        this.display = display;
    }

    @Override
    public void restarting(String id, long pid, int exitCode, Duration delay) {
        display.say(id + " (process " + pid + ") died with exit code " + exitCode + "; starting it again in "
                + delay.toSeconds() + " s");
    }

    @Override
    public void restarted(String id, long pid) {
        display.say(id + " started again as process " + pid);
    }

    @Override
    public void waiting(String id, String lastLine) {
        String end = lastLine.length() <= MOST_OF_LINE ? lastLine : lastLine.substring(0, MOST_OF_LINE) + "...";
        display.say("Waiting for " + id + "; its log says: " + end);
    }

    @Override
    public void gaveUp(ProcessFailure failure) {
        // The code that waits for the process reports it, with the end of its log.
    }
}
