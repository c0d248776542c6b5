package io.atelier.local.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A small shell that stops the children when this process is killed and cannot do it itself: it notices that the pipe
 * from here has closed. Those watched with {@code last} go after the others.
 */
public final class Guard implements AutoCloseable {

    private static final String SCRIPT = """
            trap '' INT HUP TERM
            without() { gone=$1; shift; for one; do [ "$one" = "$gone" ] || printf '%s ' "$one"; done; }
            alive() { for one; do kill -0 "$one" 2>/dev/null && return 0; done; return 1; }
            stop() {
              kill -TERM "$@" 2>/dev/null
              for second in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
                alive "$@" || return
                sleep 1
              done
              kill -KILL "$@" 2>/dev/null
            }
            others= last=
            while read -r action pid; do
              case $action in
                watch) others="$others $pid" ;;
                watch-last) last="$last $pid" ;;
                forget) others=$(without "$pid" $others); last=$(without "$pid" $last) ;;
                done) exit 0 ;;
              esac
            done
            stop $others
            stop $last
            """;

    private final Process shell;
    private final OutputStream orders;

    private Guard(Process shell) {
        this.shell = shell;
        this.orders = shell.getOutputStream();
    }

    public static Guard start() throws IOException {
        return new Guard(new ProcessBuilder("sh", "-c", SCRIPT, "atelier-guard")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    void watch(long pid, boolean last) throws IOException {
        order((last ? "watch-last " : "watch ") + pid);
    }

    void forget(long pid) throws IOException {
        order("forget " + pid);
    }

    boolean isAlive() {
        return shell.isAlive();
    }

    /** Does what the end of this process does: closes the pipe without a word. */
    void hangUp() throws IOException {
        orders.close();
    }

    private synchronized void order(String order) throws IOException {
        orders.write((order + "\n").getBytes(StandardCharsets.UTF_8));
        orders.flush();
    }

    /** Ends the guard; the children are left alone. */
    @Override
    public void close() throws IOException {
        order("done");
        orders.close();
    }
}
