package io.atelier.data.dataset;

import static io.atelier.data.dataset.Canvas.arch;
import static io.atelier.data.dataset.Canvas.box;
import static io.atelier.data.dataset.Canvas.ellipse;
import static io.atelier.data.dataset.Canvas.limb;
import static io.atelier.data.dataset.Canvas.trapezoid;

import io.atelier.contract.SplitMix64;

/** Draws one garment of each of the ten classes of Fashion-MNIST, with proportions and shades of its own. */
final class Garments {

    private final Canvas canvas;
    private final SplitMix64 random;
    private final double shade;

    Garments(Canvas canvas, SplitMix64 random) {
        this.canvas = canvas;
        this.random = random;
        this.shade = between(0.35, 0.95);
    }

    void draw(int label) {
        switch (label) {
            case 0 -> top(between(0.25, 0.5), 0.55);
            case 1 -> trousers();
            case 2 -> top(between(0.85, 1.15), 0.6);
            case 3 -> dress();
            case 4 -> coat();
            case 5 -> sandal();
            case 6 -> shirt();
            case 7 -> shoe(between(-0.05, 0.15));
            case 8 -> bag();
            case 9 -> shoe(between(-0.75, -0.45));
            default -> throw new IllegalArgumentException("no garment has label " + label);
        }
    }

    /** T-shirts and pullovers: they differ in the length of their sleeves. */
    private void top(double sleeve, double spread) {
        double half = between(0.38, 0.55);
        double bottom = between(0.6, 0.85);
        sleeves(half, sleeve, spread);
        canvas.draw(trapezoid(0, -0.7, bottom, half * between(0.85, 1.05), half), shade);
        canvas.draw(ellipse(0, -0.72, between(0.14, 0.24), between(0.06, 0.2)), shade * between(0, 0.7));
    }

    private void sleeves(double half, double length, double spread) {
        double angle = between(spread - 0.35, spread + 0.1);
        double dx = StrictMath.sin(angle) * length;
        double dy = StrictMath.cos(angle) * length;
        double width = between(0.11, 0.18);
        double sleeveShade = tint();
        canvas.draw(limb(half - 0.08, -0.56, half - 0.08 + dx, -0.56 + dy, width), sleeveShade);
        canvas.draw(limb(0.08 - half, -0.56, 0.08 - half - dx, -0.56 + dy, width), sleeveShade);
    }

    private void trousers() {
        double half = between(0.3, 0.45);
        double gap = between(0.02, 0.16);
        double length = between(0.7, 0.92);
        double leg = (half - gap / 2) / 2;
        double lean = between(-0.04, 0.1);
        canvas.draw(box(-gap / 2 - leg, 0.05, leg, length, lean), shade);
        canvas.draw(box(gap / 2 + leg, 0.05, leg, length, -lean), shade);
        canvas.draw(box(0, 0.15 - length, half, between(0.12, 0.25), 0), tint());
    }

    private void dress() {
        double waist = between(0.18, 0.3);
        double hem = between(0.3, 0.62);
        double split = between(-0.35, 0);
        canvas.draw(trapezoid(0, -0.85, split, between(0.2, 0.36), waist), shade);
        canvas.draw(trapezoid(0, split, between(0.75, 0.92), waist, hem), tint());
        if (random.nextBoolean()) {
            sleeves(0.3, between(0.15, 0.6), 0.5);
        }
    }

    /** A coat is longer than a pullover and open in front. */
    private void coat() {
        double half = between(0.4, 0.56);
        sleeves(half, between(0.9, 1.2), 0.5);
        canvas.draw(trapezoid(0, -0.72, between(0.8, 0.95), half * between(0.8, 1), half * between(1, 1.1)), shade);
        canvas.draw(box(between(-0.06, 0.06), 0.1, between(0.025, 0.06), 0.9, 0), shade * between(0.2, 0.6));
    }

    /** A shirt has sleeves of any length, a collar and a row of buttons. */
    private void shirt() {
        double half = between(0.36, 0.54);
        sleeves(half, between(0.3, 1.1), 0.58);
        canvas.draw(trapezoid(0, -0.7, between(0.62, 0.88), half * between(0.85, 1.05), half), shade);
        double mark = shade * between(0.3, 0.75);
        canvas.draw(limb(-0.2, -0.72, 0, -0.5, 0.045), mark);
        canvas.draw(limb(0.2, -0.72, 0, -0.5, 0.045), mark);
        for (double y = -0.35; y < 0.6; y += 0.24) {
            canvas.draw(ellipse(0, y, 0.05, 0.05), mark);
        }
    }

    private void sandal() {
        double heel = between(0, 0.45);
        double sole = between(0.04, 0.09);
        canvas.draw(limb(-0.8, 0.5 - heel, 0.05, 0.45, sole), shade);
        canvas.draw(limb(0.05, 0.45, 0.85, 0.5, sole), shade);
        if (heel > 0.2) {
            canvas.draw(limb(-0.75, 0.5 - heel, -0.7, 0.55, 0.05), shade);
        }
        int straps = 2 + random.nextInt(3);
        for (int i = 0; i < straps; i++) {
            double from = between(-0.6, 0.5);
            canvas.draw(limb(from, 0.35, from + between(-0.1, 0.35), between(-0.35, 0.15), 0.045), tint());
        }
    }

    /** Sneakers and ankle boots: they differ in how high the shaft goes. */
    private void shoe(double shaft) {
        double sole = between(0.05, 0.11);
        double toe = between(0.12, 0.25);
        canvas.draw(limb(-0.6, 0.28, 0.6, 0.36, toe), shade);
        canvas.draw(trapezoid(between(-0.45, -0.35), shaft, 0.45, between(0.2, 0.32), between(0.3, 0.42)), shade);
        canvas.draw(limb(-0.75, 0.55, 0.8, 0.55, sole), tint());
        for (int i = 0; i < 3; i++) {
            double x = -0.1 + 0.16 * i;
            canvas.draw(limb(x, 0.05 + 0.06 * i, x + 0.12, 0.2 + 0.05 * i, 0.03), shade * 0.6);
        }
    }

    private void bag() {
        double half = between(0.5, 0.85);
        double top = between(-0.25, 0.05);
        double bottom = between(0.55, 0.8);
        canvas.draw(arch(0, top + 0.05, half * between(0.45, 0.8), between(0.04, 0.08)), tint());
        canvas.draw(trapezoid(0, top, bottom, half * between(0.8, 1), half), shade);
        if (random.nextBoolean()) {
            canvas.draw(box(0, (top + bottom) / 2, between(0.08, 0.3), between(0.04, 0.12), 0), tint());
        }
    }

    private double tint() {
        return Math.min(1, shade * between(0.75, 1.2));
    }

    private double between(double least, double most) {
        return random.nextDouble(least, most);
    }
}
