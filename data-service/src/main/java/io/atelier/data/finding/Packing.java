package io.atelier.data.finding;

import io.atelier.contract.Require;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.dataset.SyntheticDataset;
import io.atelier.data.pack.Packs;
import io.atelier.data.source.Source;
import io.atelier.data.source.Sources;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * How images in a folder become a dataset.
 *
 * @param packs where they are kept, decoded
 * @param settings size, colours, split
 * @param name of the dataset; empty: that of its folder
 */
public record Packing(Packs packs, SourceSettings settings, Optional<String> name) {

    public Packing {
        Require.present(packs, "packs");
        Require.present(settings, "settings");
        Require.present(name, "name");
    }

    Dataset open(Path folder) throws DatasetException, InterruptedException {
        return open(nameOf(folder), Sources.open(folder, settings));
    }

    Dataset open(String usualName, Source source) throws DatasetException, InterruptedException {
        return packs.open(name.orElse(usualName), source, settings);
    }

    /** Another name than that of drawn images is about the images that would be found. */
    String nameOfDrawn() {
        return name.filter(one -> one.startsWith(SyntheticDataset.NAME)).orElse(SyntheticDataset.NAME);
    }

    static String nameOf(Path folder) {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        return nameOf(last == null ? "" : last.toString());
    }

    /** The name of a folder or topic in the characters that a dataset's may have; drawn images alone are called so. */
    public static String nameOf(String place) {
        String name =
                place.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-").replaceAll("^[_-]+|[_-]+$", "");
        String cut = name.substring(0, Math.min(name.length(), DatasetDescription.MAX_NAME));
        return cut.isEmpty() || cut.startsWith(SyntheticDataset.NAME) ? "images" : cut;
    }
}
