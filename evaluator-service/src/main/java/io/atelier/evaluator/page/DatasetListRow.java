package io.atelier.evaluator.page;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetDescription;

/** A dataset in the list of datasets. */
public record DatasetListRow(
        String dataset, boolean drawn, String images, String classes, String train, String test, String kind) {

    static DatasetListRow of(DatasetDescription description) {
        return new DatasetListRow(
                description.id(),
                isDrawn(description),
                size(description.image()),
                Format.count(description.classes().size()),
                Format.count(description.train()),
                Format.count(description.test()),
                description.source().kind());
    }

    static boolean isDrawn(DatasetDescription description) {
        return description.source().kind().equals("drawn");
    }

    /** In words. */
    static String size(Shape image) {
        return image.height() + " × " + image.width() + (image.channels() == 1 ? ", grey" : ", RGB");
    }
}
