package io.atelier.data.dataset;

import io.atelier.contract.Require;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetSource;
import io.atelier.contract.dataset.DatasetStatistics;
import java.util.List;

/**
 * A training set and a test set.
 *
 * @param description of these images
 * @param statistics of these images
 * @param train the training images, validation included
 * @param test the test images
 */
public record Dataset(DatasetDescription description, DatasetStatistics statistics, ImageSet train, ImageSet test) {

    public Dataset {
        Require.present(description, "description");
        Require.present(statistics, "statistics");
        Require.that(statistics.isOf(description), "expected statistics of %s, found %s", description, statistics);
        requireAs(description, train, description.train(), "training images");
        requireAs(description, test, description.test(), "test images");
    }

    private static void requireAs(DatasetDescription description, ImageSet images, int size, String what) {
        Require.present(images, what);
        Require.that(
                images.size() == size && images.shape().equals(description.image()),
                "expected %d %s of %s, found %d of %s",
                size,
                what,
                description.image(),
                images.size(),
                images.shape());
    }

    /** Describes these images and counts them, for which it reads all of them. */
    public static Dataset of(String name, List<String> classes, DatasetSource source, ImageSet train, ImageSet test) {
        PixelHash hash = new PixelHash(train.shape(), train.size(), test.size());
        ImageSums sums = new ImageSums(train.shape(), classes.size(), train.size());
        for (ImageSet images : List.of(train, test)) {
            int size = Math.toIntExact(images.shape().size());
            byte[] record = new byte[size + Short.BYTES];
            for (int i = 0; i < images.size(); i++) {
                images.copy(i, record, 0);
                record[size] = (byte) (images.label(i) >>> 8);
                record[size + 1] = (byte) images.label(i);
                hash.addRecords(record, record.length);
                sums.addRecords(record, record.length);
            }
        }
        DatasetDescription description = new DatasetDescription(
                DatasetDescription.SCHEMA, name, train.shape(), classes, train.size(), test.size(), hash.hex(), source);
        return new Dataset(description, sums.statistics(description.id()), train, test);
    }

    /** What stream definitions call it. */
    public String name() {
        return description.name();
    }
}
