package io.atelier.local.console;

import java.io.PrintStream;
import java.util.List;

/** Redraws a table in place at the end of the terminal's output. */
final class TerminalDisplay implements ProgressDisplay {

    private static final int MOST_TRIALS = 16;

    private final PrintStream out;
    private List<String> drawn = List.of();
    private boolean finished;

    TerminalDisplay(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void show(List<TrialStatus> trials) {
        if (finished) {
            return;
        }
        List<String> lines = ProgressTable.render(trials, MOST_TRIALS);
        if (!lines.equals(drawn)) {
            draw("", lines);
        }
    }

    @Override
    public synchronized void say(String message) {
        draw(message + "\n", drawn);
    }

    @Override
    public synchronized void finish() {
        finished = true;
        drawn = List.of();
    }

    private void draw(String above, List<String> lines) {
        StringBuilder text = new StringBuilder();
        if (!drawn.isEmpty()) {
            // Up to the table's first line, then erase from there.
            text.append("\033[").append(drawn.size()).append("A\033[0J");
        }
        text.append(above);
        lines.forEach(line -> text.append(line).append('\n'));
        out.print(text);
        out.flush();
        drawn = lines;
    }
}
