package io.atelier.contract.dataset;

import io.atelier.contract.Require;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What decides, beside the images, which dataset they become.
 *
 * @param size of all images; empty: their own, or {@link #SIZE} if they differ
 * @param resize how images of other sizes get it
 * @param colour how many channels they get
 * @param testFraction share of each class that tests where a folder has no {@code train} and {@code test}
 * @param splitSeed draws which ones
 */
public record SourceSettings(Optional<Size> size, Resize resize, Colour colour, double testFraction, long splitSeed) {

    /** Of images whose sizes differ, if nobody says another. */
    public static final Size SIZE = new Size(64, 64);

    public static final SourceSettings DEFAULT = new SourceSettings(Optional.empty(), Resize.CROP, Colour.AUTO, 0.2, 0);

    public SourceSettings {
        Require.present(size, "size");
        Require.present(resize, "resize");
        Require.present(colour, "colour");
        Require.inRange(testFraction, 0.001, 0.9, "test fraction");
    }

    /** For descriptions; in order. */
    public Map<String, String> details() {
        Map<String, String> details = new TreeMap<>();
        details.put("size", size.map(Size::toString).orElse("own"));
        details.put("resize", resize.name().toLowerCase(Locale.ROOT));
        details.put("colour", colour.name().toLowerCase(Locale.ROOT));
        return details;
    }
}
