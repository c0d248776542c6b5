package io.atelier.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalDisplayTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TerminalDisplay display = new TerminalDisplay(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    void shouldRedrawTheTableInPlaceBelowWhatIsSaid() {
        display.show(List.of(Statuses.queued("fmnist_3 s1")));
        String first = written();
        assertThat(first).doesNotContain("\033").contains("fmnist_3 s1   queued");

        display.show(List.of(Statuses.queued("fmnist_3 s1")));
        assertThat(written()).isEmpty();

        display.show(List.of(Statuses.training("fmnist_3 s1", 1, 2)));
        assertThat(written()).startsWith("\033[2A\033[0Jtrial").contains("training");

        display.say("a message");
        assertThat(written()).startsWith("\033[2A\033[0Ja message\ntrial");

        display.finish();
        display.say("the end");
        assertThat(written()).isEqualTo("the end\n");
    }

    private String written() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }
}
