package io.atelier.data.dataset;

/**
 * A grey image onto which shapes are drawn, antialiased by their signed distance. The drawing plane has x to the right
 * and y down, both from about -1 to 1, and is moved, turned and scaled as a whole.
 */
final class Canvas {

    private final int height;
    private final int width;
    private final float[] grey;
    private final double cos;
    private final double sin;
    private final double centreX;
    private final double centreY;
    private final double pixelsPerUnit;

    /**
     * @param height of the image in pixels
     * @param width of the image in pixels
     * @param centreX where x = 0 is, in pixels
     * @param centreY where y = 0 is, in pixels
     * @param pixelsPerUnit size of the plane's unit
     * @param angle by which the plane is turned, in radians
     */
    Canvas(int height, int width, double centreX, double centreY, double pixelsPerUnit, double angle) {
        this.height = height;
        this.width = width;
        this.grey = new float[height * width];
        this.centreX = centreX;
        this.centreY = centreY;
        this.pixelsPerUnit = pixelsPerUnit;
        // StrictMath: the same images on every machine.
        this.cos = StrictMath.cos(angle);
        this.sin = StrictMath.sin(angle);
    }

    /** A signed distance in the plane, negative inside. */
    @FunctionalInterface
    interface Distance {
        double at(double x, double y);
    }

    /** A shape and the rectangle that has all of it: only there is its distance computed. */
    record Shape(double left, double top, double right, double bottom, Distance distance) {}

    /** Paints {@code shape} in {@code shade}, from 0 (background) to 1. */
    void draw(Shape shape, double shade) {
        double middleX = (shape.left() + shape.right()) / 2;
        double middleY = (shape.top() + shape.bottom()) / 2;
        double halfX = (shape.right() - shape.left()) / 2;
        double halfY = (shape.bottom() - shape.top()) / 2;
        double column = centreX + pixelsPerUnit * (cos * middleX - sin * middleY);
        double row = centreY + pixelsPerUnit * (sin * middleX + cos * middleY);
        double halfColumns = pixelsPerUnit * (Math.abs(cos) * halfX + Math.abs(sin) * halfY) + 1;
        double halfRows = pixelsPerUnit * (Math.abs(sin) * halfX + Math.abs(cos) * halfY) + 1;
        for (int y = within(row - halfRows, height); y <= within(row + halfRows, height); y++) {
            for (int x = within(column - halfColumns, width); x <= within(column + halfColumns, width); x++) {
                paint(shape.distance(), y, x, shade);
            }
        }
    }

    private void paint(Distance shape, int row, int column, double shade) {
        double dx = (column - centreX) / pixelsPerUnit;
        double dy = (row - centreY) / pixelsPerUnit;
        double distance = shape.at(cos * dx + sin * dy, cos * dy - sin * dx) * pixelsPerUnit;
        if (distance < 0.5) {
            int pixel = row * width + column;
            double cover = Math.min(1, 0.5 - distance);
            grey[pixel] += (float) (cover * (shade - grey[pixel]));
        }
    }

    private static int within(double coordinate, int side) {
        return (int) Math.max(0, Math.min(side - 1, Math.round(coordinate)));
    }

    /** Grey values {@code [height, width]}, not a copy. */
    float[] grey() {
        return grey;
    }

    /** A rectangle with half-sizes {@code halfWidth} and {@code halfHeight}, turned by {@code angle} radians. */
    static Shape box(double x, double y, double halfWidth, double halfHeight, double angle) {
        double c = StrictMath.cos(angle);
        double s = StrictMath.sin(angle);
        double reachX = Math.abs(c) * halfWidth + Math.abs(s) * halfHeight;
        double reachY = Math.abs(s) * halfWidth + Math.abs(c) * halfHeight;
        return new Shape(x - reachX, y - reachY, x + reachX, y + reachY, (px, py) -> {
            double dx = px - x;
            double dy = py - y;
            double across = Math.abs(c * dx + s * dy) - halfWidth;
            double along = Math.abs(c * dy - s * dx) - halfHeight;
            return Math.max(across, along);
        });
    }

    /** A symmetric trapezoid between {@code top} and {@code bottom}. */
    static Shape trapezoid(double x, double top, double bottom, double halfTop, double halfBottom) {
        double slope = (halfBottom - halfTop) / (bottom - top);
        double norm = 1 / Math.sqrt(1 + slope * slope);
        double half = Math.max(halfTop, halfBottom);
        return new Shape(x - half, top, x + half, bottom, (px, py) -> {
            double side = (Math.abs(px - x) - halfTop - slope * (py - top)) * norm;
            return Math.max(side, Math.max(top - py, py - bottom));
        });
    }

    /** A limb of the given half-width from one point to another, with round ends. */
    static Shape limb(double fromX, double fromY, double toX, double toY, double halfWidth) {
        double lengthX = toX - fromX;
        double lengthY = toY - fromY;
        double squared = lengthX * lengthX + lengthY * lengthY;
        double left = Math.min(fromX, toX) - halfWidth;
        double right = Math.max(fromX, toX) + halfWidth;
        double top = Math.min(fromY, toY) - halfWidth;
        double bottom = Math.max(fromY, toY) + halfWidth;
        return new Shape(left, top, right, bottom, (px, py) -> {
            double along = ((px - fromX) * lengthX + (py - fromY) * lengthY) / squared;
            double t = Math.max(0, Math.min(1, along));
            double dx = px - fromX - t * lengthX;
            double dy = py - fromY - t * lengthY;
            return Math.sqrt(dx * dx + dy * dy) - halfWidth;
        });
    }

    /** The upper half of a ring of the given radius and half-width. */
    static Shape arch(double x, double y, double radius, double halfWidth) {
        double reach = radius + halfWidth;
        return new Shape(x - reach, y - reach, x + reach, y, (px, py) -> {
            double dx = px - x;
            double dy = py - y;
            return Math.max(Math.abs(Math.sqrt(dx * dx + dy * dy) - radius) - halfWidth, dy);
        });
    }

    /** An ellipse; the distance is exact on its axes and close elsewhere. */
    static Shape ellipse(double x, double y, double halfWidth, double halfHeight) {
        double least = Math.min(halfWidth, halfHeight);
        return new Shape(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight, (px, py) -> {
            double dx = (px - x) / halfWidth;
            double dy = (py - y) / halfHeight;
            return (Math.sqrt(dx * dx + dy * dy) - 1) * least;
        });
    }
}
