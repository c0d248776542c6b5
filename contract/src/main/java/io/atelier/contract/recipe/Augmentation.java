package io.atelier.contract.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.NumberText;
import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A random change of a training image whose pixels are in [0, 1]. A recipe lists several, which happen one after the
 * other, each drawing from seeds of its own.
 */
public sealed interface Augmentation {

    double MOST_SHIFT = 0.99;
    double MOST_ROTATION = 180;

    Kind kind();

    /** Writes the fields of this kind. */
    void write(FieldWriter out);

    /** All of it in few characters, as a part of a stream's key. */
    String id();

    /**
     * Checks that images are large enough for it.
     *
     * @throws IllegalArgumentException if they are not
     */
    default void requireFit(int height, int width) {}

    /** Whether pixels are only moved or blanked, so that those of whole numbers from 0 to 255 remain such numbers. */
    default boolean keepsBytes() {
        return switch (kind()) {
            case FLIP, CROP, CUTOUT, ERASE -> true;
            case SHIFT, ROTATION, KERAS, BRIGHTNESS, CONTRAST -> false;
        };
    }

    /** The kinds there are. */
    enum Kind {
        SHIFT,
        ROTATION,
        KERAS,
        FLIP,
        CROP,
        CUTOUT,
        ERASE,
        BRIGHTNESS,
        CONTRAST
    }

    /** Empty after a fault was added. */
    static Optional<Augmentation> read(Value value) {
        return Kinds.read(value, Kind.class, Augmentation::read);
    }

    private static Supplier<Augmentation> read(Kind kind, Fields fields) {
        return switch (kind) {
            case SHIFT -> Shift.read(fields);
            case ROTATION -> Rotation.read(fields);
            case KERAS -> Keras.read(fields);
            case FLIP -> Flip.read(fields);
            case CROP -> Crop.read(fields);
            case CUTOUT -> Cutout.read(fields);
            case ERASE -> Erase.read(fields);
            case BRIGHTNESS -> Brightness.read(fields);
            case CONTRAST -> Contrast.read(fields);
        };
    }

    /** As {@link #read(Value)} reads it. */
    default ObjectNode write() {
        return Kinds.write(kind(), this::write);
    }

    /**
     * Moves by up to a share of the size, uniformly; bilinear, and what comes in from outside repeats the border.
     *
     * @param width share of the width, in [0, 0.99]
     * @param height share of the height, in [0, 0.99]
     */
    record Shift(double width, double height) implements Augmentation {
        public Shift {
            Require.inRange(width, 0, MOST_SHIFT, "width");
            Require.inRange(height, 0, MOST_SHIFT, "height");
        }

        static Supplier<Augmentation> read(Fields fields) {
            double width = fields.number("width", 0, MOST_SHIFT, 0);
            double height = fields.number("height", 0, MOST_SHIFT, 0);
            return () -> new Shift(width, height);
        }

        @Override
        public Kind kind() {
            return Kind.SHIFT;
        }

        @Override
        public void write(FieldWriter out) {
            out.put("width", width, 0.0).put("height", height, 0.0);
        }

        @Override
        public String id() {
            return "shift" + NumberText.of(width) + "x" + NumberText.of(height);
        }
    }

    /**
     * Turns about the centre, uniformly in both directions; bilinear, and what comes in from outside repeats the border.
     *
     * @param degrees the most, in [0, 180]
     */
    record Rotation(double degrees) implements Augmentation {
        public Rotation {
            Require.inRange(degrees, 0, MOST_ROTATION, "degrees");
        }

        static Supplier<Augmentation> read(Fields fields) {
            double degrees = fields.number("degrees", 0, MOST_ROTATION);
            return () -> new Rotation(degrees);
        }

        @Override
        public Kind kind() {
            return Kind.ROTATION;
        }

        @Override
        public void write(FieldWriter out) {
            out.put("degrees", degrees);
        }

        @Override
        public String id() {
            return "rotation" + NumberText.of(degrees);
        }
    }

    /**
     * Keras' {@code ImageDataGenerator}: rotation and shift in one resampling, then the mirror.
     *
     * @param widthShift share of the width, in [0, 0.99]
     * @param heightShift share of the height, in [0, 0.99]
     * @param rotation the most, in degrees, in [0, 180]
     * @param horizontalFlip whether half of the images are mirrored
     */
    record Keras(double widthShift, double heightShift, double rotation, boolean horizontalFlip)
            implements Augmentation {
        public Keras {
            Require.inRange(widthShift, 0, MOST_SHIFT, "width_shift");
            Require.inRange(heightShift, 0, MOST_SHIFT, "height_shift");
            Require.inRange(rotation, 0, MOST_ROTATION, "rotation");
        }

        static Supplier<Augmentation> read(Fields fields) {
            double widthShift = fields.number("width_shift", 0, MOST_SHIFT, 0);
            double heightShift = fields.number("height_shift", 0, MOST_SHIFT, 0);
            double rotation = fields.number("rotation", 0, MOST_ROTATION, 0);
            boolean horizontalFlip = fields.flag("horizontal_flip", false);
            return () -> new Keras(widthShift, heightShift, rotation, horizontalFlip);
        }

        @Override
        public Kind kind() {
            return Kind.KERAS;
        }

        @Override
        public void write(FieldWriter out) {
            out.put("width_shift", widthShift, 0.0)
                    .put("height_shift", heightShift, 0.0)
                    .put("rotation", rotation, 0.0)
                    .put("horizontal_flip", horizontalFlip, false);
        }

        @Override
        public String id() {
            return "w" + NumberText.of(widthShift) + "h" + NumberText.of(heightShift) + "r" + NumberText.of(rotation)
                    + (horizontalFlip ? "f" : "");
        }
    }

    /** Exchanges left and right. */
    record Flip(Mode mode) implements Augmentation {

        public Flip {
            Require.present(mode, "mode");
        }

        static Supplier<Augmentation> read(Fields fields) {
            Mode mode = fields.choice("mode", Mode.class, Mode.RANDOM);
            return () -> new Flip(mode);
        }

        @Override
        public Kind kind() {
            return Kind.FLIP;
        }

        @Override
        public void write(FieldWriter out) {
            out.put("mode", mode, Mode.RANDOM);
        }

        @Override
        public String id() {
            return mode == Mode.RANDOM ? "flip" : "flip-alternating";
        }

        /** When. */
        public enum Mode {
            /** Every time with probability 1/2. */
            RANDOM,
            /** In every second epoch; each image's seed decides whether in the odd or in the even ones (Jordan, 2024). */
            ALTERNATING
        }
    }

    /**
     * Pads all sides, then cuts a piece of the image's size out at random, as torchvision's {@code RandomCrop}.
     *
     * @param padding pixels, in [1, 16]; with {@link Fill#REFLECT} less than height and width
     */
    record Crop(int padding, Fill fill) implements Augmentation {

        static final int MOST_PADDING = 16;

        public Crop {
            Require.inRange(padding, 1, MOST_PADDING, "padding");
            Require.present(fill, "fill");
        }

        static Supplier<Augmentation> read(Fields fields) {
            int padding = fields.integer("padding", 1, MOST_PADDING);
            Fill fill = fields.choice("fill", Fill.class, Fill.ZERO);
            return () -> new Crop(padding, fill);
        }

        @Override
        public Kind kind() {
            return Kind.CROP;
        }

        @Override
        public void write(FieldWriter out) {
            out.put("padding", padding).put("fill", fill, Fill.ZERO);
        }

        @Override
        public void requireFit(int height, int width) {
            Require.that(
                    fill != Fill.REFLECT || padding < Math.min(height, width),
                    "crop.padding must be less than the sides of the images to reflect them, but is %d for %d x %d",
                    padding,
                    height,
                    width);
        }

        @Override
        public String id() {
            return "crop" + padding + (fill == Fill.ZERO ? "" : "-" + Value.label(fill));
        }

        /** What the padding shows. */
        public enum Fill {
            /** Zeros. */
            ZERO,
            /** The border's pixel. */
            NEAREST,
            /** The image in the mirror, the border's pixel once. */
            REFLECT
        }
    }

    /**
     * Sets a square to zero whose centre is any pixel, so that a part of it may lie outside (DeVries and Taylor, 2017).
     *
     * @param size pixels along each side, in [1, 256]
     */
    record Cutout(int size) implements Augmentation {

        static final int MOST_SIZE = 256;

        public Cutout {
            Require.inRange(size, 1, MOST_SIZE, "size");
        }

        static Supplier<Augmentation> read(Fields fields) {
            int size = fields.integer("size", 1, MOST_SIZE);
            return () -> new Cutout(size);
        }

        @Override
        public Kind kind() {
            return Kind.CUTOUT;
        }

        @Override
        public void write(FieldWriter out) {
            out.put("size", size);
        }

        @Override
        public String id() {
            return "cutout" + size;
        }
    }

    /**
     * Sets a rectangle within the image to zero, as torchvision's {@code RandomErasing}; nothing where none fits in ten
     * tries.
     *
     * @param probability in [0, 1]
     * @param area share of the image, within [0.001, 1], uniformly
     * @param aspect height by width, within [0.01, 100], uniformly on the logarithmic scale
     */
    record Erase(double probability, Range area, Range aspect) implements Augmentation {

        static final double LEAST_AREA = 0.001;
        static final double LEAST_ASPECT = 0.01;
        static final double MOST_ASPECT = 100;

        private static final Erase TORCHVISION = new Erase(0.5, new Range(0.02, 0.33), new Range(0.3, 3.3));

        public Erase {
            Require.inRange(probability, 0, 1, "probability");
            Require.present(area, "area").within(LEAST_AREA, 1, "area");
            Require.present(aspect, "aspect").within(LEAST_ASPECT, MOST_ASPECT, "aspect");
        }

        static Supplier<Augmentation> read(Fields fields) {
            double probability = fields.number("probability", 0, 1, TORCHVISION.probability);
            Range area = Range.read(fields, "area", LEAST_AREA, 1, TORCHVISION.area);
            Range aspect = Range.read(fields, "aspect", LEAST_ASPECT, MOST_ASPECT, TORCHVISION.aspect);
            return () -> new Erase(probability, area, aspect);
        }

        @Override
        public Kind kind() {
            return Kind.ERASE;
        }

        @Override
        public void write(FieldWriter out) {
            out.put("probability", probability, TORCHVISION.probability);
            area.write(out, "area", TORCHVISION.area);
            aspect.write(out, "aspect", TORCHVISION.aspect);
        }

        @Override
        public String id() {
            return "erase" + NumberText.of(probability) + "-" + area.id() + "-" + aspect.id();
        }
    }

    /**
     * Multiplies by a factor that is uniform in 1 - range to 1 + range, and keeps to [0, 1]: torchvision's
     * {@code ColorJitter(brightness=range)}.
     *
     * @param range in [0, 1]
     */
    record Brightness(double range) implements Augmentation {
        public Brightness {
            Require.inRange(range, 0, 1, "range");
        }

        static Supplier<Augmentation> read(Fields fields) {
            double range = fields.number("range", 0, 1);
            return () -> new Brightness(range);
        }

        @Override
        public Kind kind() {
            return Kind.BRIGHTNESS;
        }

        @Override
        public void write(FieldWriter out) {
            out.put("range", range);
        }

        @Override
        public String id() {
            return "brightness" + NumberText.of(range);
        }
    }

    /**
     * Multiplies the distance to the mean grey by a factor that is uniform in 1 - range to 1 + range, and keeps to [0, 1]:
     * torchvision's {@code ColorJitter(contrast=range)}.
     *
     * @param range in [0, 1]
     */
    record Contrast(double range) implements Augmentation {
        public Contrast {
            Require.inRange(range, 0, 1, "range");
        }

        static Supplier<Augmentation> read(Fields fields) {
            double range = fields.number("range", 0, 1);
            return () -> new Contrast(range);
        }

        @Override
        public Kind kind() {
            return Kind.CONTRAST;
        }

        @Override
        public void write(FieldWriter out) {
            out.put("range", range);
        }

        @Override
        public String id() {
            return "contrast" + NumberText.of(range);
        }
    }

    /** From {@code least} to {@code most}, both included. */
    record Range(double least, double most) {

        public Range {
            Require.that(least <= most, "a range must not end before it begins, but is %s to %s", least, most);
        }

        private static Range read(Fields fields, String name, double lowest, double highest, Range otherwise) {
            return fields.optional(name)
                    .map(value -> read(value, lowest, highest, otherwise))
                    .orElse(otherwise);
        }

        private static Range read(Value value, double lowest, double highest, Range otherwise) {
            List<Value> two = value.list(2, 2);
            if (two.isEmpty()) {
                return otherwise;
            }
            double least = two.get(0).number(lowest, highest);
            double most = two.get(1).number(lowest, highest);
            if (least > most) {
                value.fault("must not end before it begins, but is " + value);
                return otherwise;
            }
            return new Range(least, most);
        }

        private void write(FieldWriter out, String name, Range otherwise) {
            if (!equals(otherwise)) {
                out.done().putArray(name).add(least).add(most);
            }
        }

        private String id() {
            return NumberText.of(least) + "-" + NumberText.of(most);
        }

        private void within(double lowest, double highest, String what) {
            Require.inRange(least, lowest, highest, what);
            Require.inRange(most, lowest, highest, what);
        }
    }
}
