package io.atelier.data.topic;

import io.atelier.contract.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Ranges of offsets, in the order of their partitions; those partitions that hold nothing are left out. As text
 * {@code 0:0-1234 3:17-990}: partition, first offset and the one after the last.
 *
 * @param ranges at most {@value #MAX_PARTITIONS}
 */
public record Offsets(List<Range> ranges) {

    public static final int MAX_PARTITIONS = 512;

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}):(\\d{1,18})-(\\d{1,18})");

    /** With a space between them: 48 characters at most for one. */
    private static final int MAX_TEXT = 48 * MAX_PARTITIONS;

    private static final int SHOWN = 60;

    /**
     * Some records of a partition.
     *
     * @param begin the first offset
     * @param end the offset after the last, above {@code begin}
     */
    public record Range(int partition, long begin, long end) {

        public Range {
            Require.that(partition >= 0, "a partition must not be negative, but is %d", partition);
            Require.that(
                    begin >= 0 && begin < end,
                    "offsets of partition %d must begin at 0 or later and end after that, but are %d-%d",
                    partition,
                    begin,
                    end);
        }

        @Override
        public String toString() {
            return partition + ":" + begin + "-" + end;
        }
    }

    public Offsets {
        ranges = Require.copy(ranges, MAX_PARTITIONS, "offsets");
        for (int i = 1; i < ranges.size(); i++) {
            Require.that(
                    ranges.get(i - 1).partition() < ranges.get(i).partition(),
                    "offsets must be in the order of different partitions, but %d follows %d",
                    ranges.get(i).partition(),
                    ranges.get(i - 1).partition());
        }
    }

    /**
     * Reads what {@link #toString} wrote, and nothing else.
     *
     * @throws IllegalArgumentException saying what was expected and found
     */
    public static Offsets of(String text) {
        Require.atMost(text, MAX_TEXT, "offsets");
        List<Range> ranges = new ArrayList<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            Matcher range = TEXT.matcher(part);
            Require.that(
                    range.matches(),
                    "offsets must be as 0:0-1234, but one is \"%s\"",
                    part.substring(0, Math.min(part.length(), SHOWN)));
            ranges.add(new Range(
                    Integer.parseInt(range.group(1)), Long.parseLong(range.group(2)), Long.parseLong(range.group(3))));
        }
        Offsets offsets = new Offsets(ranges);
        Require.that(offsets.toString().equals(text), "offsets must have no zeros in front");
        return offsets;
    }

    /** How many there are; in a compacted topic, or one with transactions, fewer records have one. */
    public long count() {
        return ranges.stream().mapToLong(range -> range.end() - range.begin()).sum();
    }

    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(" "));
    }
}
