package io.atelier.contract.dataset;

import io.atelier.contract.Require;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Height and width of all images of a dataset, in pixels.
 *
 * @param height 1 to {@value #MAX}
 * @param width 1 to {@value #MAX}
 */
public record Size(int height, int width) {

    public static final int MAX = 1024;

    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,3})x([1-9][0-9]{0,3})");

    public Size {
        Require.inRange(height, 1, MAX, "height");
        Require.inRange(width, 1, MAX, "width");
    }

    /** Reads {@code <height>x<width>}. */
    public static Size of(String text) {
        Matcher size = TEXT.matcher(text);
        Require.that(size.matches(), "a size must be <height>x<width>, such as 64x64, but is \"%s\"", text);
        return new Size(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
    }

    /** Of height and width. */
    static Size of(List<Integer> sides) {
        return new Size(sides.get(0), sides.get(1));
    }

    @Override
    public String toString() {
        return height + "x" + width;
    }
}
