package io.atelier.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LauncherTest {

    /** Prints how nice the system takes two threads to be: one of Java's least priority, and one of its usual one. */
    static final class Niceness {

        /** Of the fields that follow the name, in which there may be spaces. */
        private static final int NICE = 16;

        private Niceness() {}

        @SuppressWarnings("ThreadPriorityCheck") // it is what is tested
        public static void main(String[] arguments) throws InterruptedException {
            for (int priority : new int[] {Thread.MIN_PRIORITY, Thread.NORM_PRIORITY}) {
                Thread thread = new Thread(() -> System.out.println(own()));
                thread.setPriority(priority);
                thread.start();
                thread.join();
            }
        }

        private static String own() {
            try {
                String fields = Files.readString(Path.of("/proc/thread-self/stat"));
                return fields.substring(fields.lastIndexOf(')') + 2).split(" ", -1)[NICE];
            } catch (IOException e) {
                return e.toString();
            }
        }
    }

    /** Would catch options that this JVM does not know, too. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldHaveTheSystemPutOnlyTheThreadThatScoresLast() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Launcher.SCORING_LAST);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Niceness.class.getName()));

        Process process = new ProcessBuilder(command).start();

        List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(2);
        // Users who may not change priorities as they like get a warning first.
        List<String> nice = lines.subList(lines.size() - 2, lines.size());
        assertThat(nice.get(0)).isEqualTo("19");
        assertThat(Integer.parseInt(nice.get(1))).isLessThan(19);
    }
}
