package io.atelier.contract.dataset;

import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
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

    public static final double LEAST_TEST_FRACTION = 0.001;
    public static final double MOST_TEST_FRACTION = 0.9;

    public static final SourceSettings DEFAULT = new SourceSettings(Optional.empty(), Resize.CROP, Colour.AUTO, 0.2, 0);

    public SourceSettings {
        Require.present(size, "size");
        Require.present(resize, "resize");
        Require.present(colour, "colour");
        Require.inRange(testFraction, LEAST_TEST_FRACTION, MOST_TEST_FRACTION, "test fraction");
    }

    /** Reads the fields of an object that has others beside them. */
    static SourceSettings read(Fields fields) {
        return new SourceSettings(
                fields.optional("image_size")
                        .map(value -> value.pair(1, Size.MAX))
                        .map(Size::of),
                fields.choice("resize", Resize.class, DEFAULT.resize),
                fields.choice("colour", Colour.class, DEFAULT.colour),
                fields.number("test_fraction", LEAST_TEST_FRACTION, MOST_TEST_FRACTION, DEFAULT.testFraction),
                fields.integer("split_seed", 0L, Long.MAX_VALUE, DEFAULT.splitSeed));
    }

    void write(FieldWriter out) {
        size.ifPresent(found -> out.pair("image_size", found.height(), found.width()));
        out.put("resize", resize, DEFAULT.resize)
                .put("colour", colour, DEFAULT.colour)
                .put("test_fraction", testFraction, DEFAULT.testFraction)
                .put("split_seed", splitSeed, DEFAULT.splitSeed);
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
