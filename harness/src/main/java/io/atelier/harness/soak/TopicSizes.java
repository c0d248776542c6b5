package io.atelier.harness.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What topics take on the broker's disk. */
final class TopicSizes {

    private static final Pattern PARTITION = Pattern.compile("(.+)-\\d+");

    /** Not the indexes: their files are as large as they can become from the start, and empty. */
    private static final Pattern COUNTED = Pattern.compile(".*\\.(log|snapshot|txnindex|checkpoint)(\\.deleted)?");

    private TopicSizes() {}

    static List<Reading> read(Path broker) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        for (Path partition : list(broker)) {
            Matcher name = PARTITION.matcher(partition.getFileName().toString());
            if (name.matches() && Files.isDirectory(partition)) {
                sizes.merge(name.group(1), size(partition), Long::sum);
            }
        }
        return sizes.entrySet().stream()
                .map(topic -> new Reading(topic.getKey(), Measure.TOPIC, topic.getValue()))
                .toList();
    }

    private static long size(Path partition) throws IOException {
        long size = 0;
        for (Path file : list(partition)) {
            if (COUNTED.matcher(file.getFileName().toString()).matches()) {
                size += sizeIfThere(file);
            }
        }
        return size;
    }

    private static long sizeIfThere(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0; // just deleted: that is what it is for
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
