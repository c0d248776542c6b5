package io.atelier.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {

    @Test
    void shouldLeaveWhatPeopleCanRead() {
        String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
        for (String text :
                new String[] {"T-shirt/top", "\"quoted\" <b>", "näher", "שלום", "\uD83D\uDC5F", family, ""}) {
            assertThat(VisibleText.of(text)).isEqualTo(text);
        }
    }

    /** Would catch a name that turns the figures beside it round, or that takes two lines of a table. */
    @Test
    void shouldEscapeWhatCannotBeSeen() {
        assertThat(VisibleText.of("line\nbreak\ttab\r")).isEqualTo("line\\nbreak\\ttab\\r");
        assertThat(VisibleText.of("\u202Egnp.exe\u2069")).isEqualTo("\\u202egnp.exe\\u2069");
        assertThat(VisibleText.of("a\u0000\u007F\u2028\u2029\u00AD\uFEFFb"))
                .isEqualTo("a\\u0000\\u007f\\u2028\\u2029\\u00ad\\ufeffb");
        assertThat(VisibleText.of("half \uD83D of it")).isEqualTo("half \\ud83d of it");
        assertThat(VisibleText.of("\uDB40\uDC41")).isEqualTo("\\udb40\\udc41");
    }

    @Test
    void shouldKeepDifferentTextsDifferent() {
        assertThat(VisibleText.of("a\nb")).isNotEqualTo(VisibleText.of("a\\nb"));
    }
}
