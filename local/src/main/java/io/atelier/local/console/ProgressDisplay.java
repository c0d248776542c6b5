package io.atelier.local.console;

import java.io.PrintStream;
import java.time.Clock;
import java.util.List;

/** Shows how a run goes on. Thread-safe. */
public sealed interface ProgressDisplay permits TerminalDisplay, PlainDisplay {

    /** Shows where all trials stand now. */
    void show(List<TrialStatus> trials);

    /** Says something that stays on the screen. */
    void say(String message);

    /** Leaves what is shown as it is and shows no more; what is said is printed below. */
    void finish();

    static ProgressDisplay on(PrintStream out, boolean terminal) {
        return terminal ? new TerminalDisplay(out) : new PlainDisplay(out, Clock.systemUTC());
    }
}
