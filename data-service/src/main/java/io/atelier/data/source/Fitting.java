package io.atelier.data.source;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.Resize;

/** Gives pictures the shape of their dataset. Safe for any thread. */
public final class Fitting {

    private final Shape shape;
    private final Resize resize;

    public Fitting(Shape shape, Resize resize) {
        this.shape = shape;
        this.resize = resize;
    }

    /** Writes the picture to {@code to[offset...]}, which is all zeros. */
    public void fit(Picture picture, byte[] to, int offset) {
        if (picture.width() == shape.width() && picture.height() == shape.height()) {
            Picture same = picture.withChannels(shape.channels());
            System.arraycopy(same.pixels(), 0, to, offset, same.pixels().length);
            return;
        }
        int width = shape.width();
        int height = shape.height();
        if (resize != Resize.STRETCH) {
            long ofWidth = (long) picture.width() * shape.height();
            long ofHeight = (long) picture.height() * shape.width();
            boolean isHeightKept = (ofWidth > ofHeight) == (resize == Resize.CROP);
            if (isHeightKept) {
                width = rounded(ofWidth, picture.height());
            } else {
                height = rounded(ofHeight, picture.width());
            }
        }
        Resizer columns = new Resizer(picture.width(), width, Math.max(0, width - shape.width()) / 2, shape.width());
        Resizer rows = new Resizer(picture.height(), height, Math.max(0, height - shape.height()) / 2, shape.height());
        Picture fitted = rows.alongRows(columns.alongColumns(picture)).withChannels(shape.channels());
        paste(fitted, to, offset);
    }

    private static int rounded(long product, int by) {
        return (int) Math.max(1, (2 * product + by) / (2L * by));
    }

    /** Into the middle. */
    private void paste(Picture fitted, byte[] to, int offset) {
        int top = (shape.height() - fitted.height()) / 2;
        int left = (shape.width() - fitted.width()) / 2;
        int row = fitted.width() * shape.channels();
        for (int y = 0; y < fitted.height(); y++) {
            int at = offset + ((top + y) * shape.width() + left) * shape.channels();
            System.arraycopy(fitted.pixels(), y * row, to, at, row);
        }
    }
}
