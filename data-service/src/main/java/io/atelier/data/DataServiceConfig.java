package io.atelier.data;

import io.atelier.contract.Require;
import io.atelier.contract.dataset.Colour;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.Resize;
import io.atelier.contract.dataset.Size;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.data.dataset.SyntheticDataset;
import io.atelier.data.finding.DatasetChoice;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Configuration of the data service. */
@ConfigMapping(prefix = "atelier.data")
public interface DataServiceConfig {

    /**
     * {@code auto}, {@code fashion-mnist}, {@code synthetic}, {@code synthetic:64x64x3:100} (shape and number of classes) or
     * a folder: IDX files, CIFAR binaries, or a folder of images for each class.
     */
    @WithDefault("auto")
    String dataset();

    /** The same as {@link #dataset} with a folder, which it comes before: for a compose file. */
    Optional<Path> folder();

    /** What the dataset of a folder is called; if absent, as the folder. */
    Optional<String> datasetName();

    /** Height and width of all images, such as {@code 64x64}; if absent, their own, or 64x64 if these differ. */
    Optional<String> imageSize();

    /** How images of another size get it: {@code crop} (the middle), {@code stretch} or {@code pad} (with black). */
    @WithDefault("crop")
    Resize resize();

    /** {@code auto} (grey if all images are), {@code grey} or {@code rgb}. */
    @WithDefault("auto")
    Colour colour();

    /** Share of each class that tests, from 0.001 to 0.9, where a folder has no {@code train} and {@code test}. */
    @WithDefault("0.2")
    double testFraction();

    /** Draws which images test, where a folder has no {@code train} and {@code test}. */
    @WithDefault("0")
    long splitSeed();

    /** Share of a dataset's images, from 0 to 1, that may be left out because they can't be read. */
    @WithDefault("0")
    double unreadableShare();

    /** Folder for packs: the decoded images of each dataset. */
    Path packs();

    /** The folder of the real dataset, and then no other is looked into; set it by {@code FASHION_MNIST_DIR}. */
    Optional<Path> fashionMnistDir();

    /** Folders in which the real dataset is looked for, in this order. */
    @WithDefault("data/fashion-mnist,../shared/data/fashion-mnist")
    List<Path> folders();

    /** Folder to which the real dataset is downloaded. */
    Path cache();

    /** Whether the real dataset may be downloaded when it is found nowhere. */
    @WithDefault("true")
    boolean download();

    /** Address below which the four files are downloaded; it ends with a slash. */
    @WithDefault("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/")
    @WithName("download-url")
    URI downloadUrl();

    /** Proxy for a download over HTTP, as {@code http://host:port}; set it by {@code http_proxy}. */
    Optional<String> httpProxy();

    /** Proxy for a download over HTTPS; set it by {@code https_proxy}. */
    Optional<String> httpsProxy();

    /** Hosts and domains that are reached without a proxy, separated by commas; set it by {@code no_proxy}. */
    Optional<String> noProxy();

    /** How long the start waits for a broker that does not answer. */
    @WithDefault("60s")
    Duration startupTimeout();

    /** A run that is planned at every start; planned before, it is the same run. */
    DefaultRun defaultRun();

    /** What to plan at start. */
    interface DefaultRun {

        /** Whether to plan it. */
        @WithDefault("false")
        boolean enabled();

        /** Its name; derived from its content where there is none. */
        Optional<String> run();

        /** {@code report} or {@code quick}. */
        @WithDefault("report")
        String profile();
    }

    /**
     * Checks every bound.
     *
     * @throws IllegalArgumentException naming the key and what it may be
     */
    default DataServiceConfig validated() {
        Require.that(!dataset().isBlank(), "atelier.data.dataset must not be blank");
        Require.present(choice(), "atelier.data.dataset");
        datasetName().ifPresent(name -> {
            Require.name(name, "atelier.data.dataset-name");
            Require.atMost(name, DatasetDescription.MAX_NAME, "atelier.data.dataset-name");
            Require.that(
                    !name.startsWith(SyntheticDataset.NAME),
                    "atelier.data.dataset-name must not begin with %s, as drawn images alone are called, but is \"%s\"",
                    SyntheticDataset.NAME,
                    name);
        });
        Require.inRange(testFraction(), 0.001, 0.9, "atelier.data.test-fraction");
        Require.inRange(unreadableShare(), 0, 1, "atelier.data.unreadable-share");
        Require.present(sourceSettings(), "settings of images");
        Require.positive(startupTimeout(), 7, "atelier.data.startup-timeout");
        defaultRun().run().ifPresent(run -> Require.name(run, "atelier.data.default-run.run"));
        String profile = defaultRun().profile();
        Require.that(
                profile.equals("report") || profile.equals("quick"),
                "atelier.data.default-run.profile must be report or quick, but is \"%s\"",
                profile);
        return this;
    }

    /** Which dataset is asked for. */
    default DatasetChoice choice() {
        return folder().<DatasetChoice>map(DatasetChoice.Folder::new)
                .orElseGet(() -> read("dataset", () -> DatasetChoice.of(dataset())));
    }

    /** What the images of a folder become. */
    default SourceSettings sourceSettings() {
        Optional<Size> size = read("image-size", () -> imageSize().map(Size::of));
        return new SourceSettings(size, resize(), colour(), testFraction(), splitSeed());
    }

    private static <T> T read(String key, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("atelier.data." + key + ": " + e.getMessage(), e);
        }
    }
}
