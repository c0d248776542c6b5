package io.atelier.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A directory of files {@code <id>.pid}, one for each child process, each with its process id.
 *
 * @param directory that directory
 * @param marker a word on the command line of every child, by which it is told from a stranger with the same id
 */
public record PidFiles(Path directory, String marker) {

    private static final String SUFFIX = ".pid";

    /** A child that a dead parent left. */
    public record Leftover(String id, ProcessHandle process) {}

    Path write(String id, long pid) throws IOException {
        return Files.writeString(directory.resolve(id + SUFFIX), pid + "\n");
    }

    void delete(String id) throws IOException {
        Files.deleteIfExists(directory.resolve(id + SUFFIX));
    }

    /** Children that still run though whoever started them is gone. The files of others are removed. */
    public List<Leftover> leftovers() throws IOException {
        List<Path> files;
        try (var listed = Files.list(directory)) {
            files = listed.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
        List<Leftover> leftovers = new ArrayList<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            String id = name.substring(0, name.length() - SUFFIX.length());
            Optional<ProcessHandle> process = child(file);
            if (process.isPresent()) {
                leftovers.add(new Leftover(id, process.get()));
            } else {
                Files.deleteIfExists(file);
            }
        }
        return leftovers;
    }

    private Optional<ProcessHandle> child(Path file) throws IOException {
        try {
            long pid = Long.parseLong(Files.readString(file).strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isOurs);
        } catch (NumberFormatException | NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private boolean isOurs(ProcessHandle process) {
        return process.info()
                .commandLine()
                .map(line -> line.contains(marker + " "))
                .orElse(false);
    }
}
