package io.atelier.data;

import io.atelier.contract.Require;
import io.atelier.contract.dataset.DatasetRequest;
import io.atelier.data.finding.DatasetChoice;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Configuration of the data service. */
@ConfigMapping(prefix = "atelier.data")
public interface DataServiceConfig extends ImageConfig {

    /**
     * The dataset of requests that name none: {@code auto}, {@code fashion-mnist}, {@code synthetic}, {@code
     * synthetic:64x64x3:100} (shape and number of classes), {@code topic:shoe-images}, {@code none}, or a folder: IDX files,
     * CIFAR binaries, or a folder of images for each class.
     */
    @WithDefault("auto")
    String dataset();

    /** The same as {@link #dataset} with a folder, which it comes before: for a compose file. */
    Optional<Path> folder();

    /** What the dataset of a folder or topic is called; if absent, as that. */
    Optional<String> datasetName();

    /**
     * More datasets, by name: {@code atelier.data.datasets.shoes.dataset=/data/shoes}. Drawn ones have a name that begins with
     * {@code synthetic}.
     */
    Map<String, MoreConfig> datasets();

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

    /** One dataset more. */
    interface MoreConfig extends ImageConfig {

        /** As that of requests that name none, but not {@code auto} or {@code none}. */
        String dataset();
    }

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
        datasetName().ifPresent(name -> DatasetRequest.requireName(name, "atelier.data.dataset-name"));
        Require.inRange(unreadableShare(), 0, 1, "atelier.data.unreadable-share");
        Require.present(configured(), "datasets");
        Require.positive(startupTimeout(), 7, "atelier.data.startup-timeout");
        defaultRun().run().ifPresent(run -> Require.name(run, "atelier.data.default-run.run"));
        String profile = defaultRun().profile();
        Require.that(
                profile.equals("report") || profile.equals("quick"),
                "atelier.data.default-run.profile must be report or quick, but is \"%s\"",
                profile);
        return this;
    }

    /** Which dataset is that of requests that name none. */
    default DatasetChoice choice() {
        return folder().<DatasetChoice>map(DatasetChoice.Folder::new)
                .orElseGet(() -> ConfiguredDataset.choice("atelier.data", dataset()));
    }

    /**
     * All that are to be served: first that of requests that name none, if there is one.
     *
     * @throws IllegalArgumentException naming a key and what it may be
     */
    default List<ConfiguredDataset> configured() {
        List<ConfiguredDataset> all = new ArrayList<>();
        DatasetChoice choice = choice();
        if (!(choice instanceof DatasetChoice.None)) {
            all.add(ConfiguredDataset.of("atelier.data", datasetName(), choice, this));
        }
        new TreeMap<>(datasets()).forEach((name, more) -> all.add(ConfiguredDataset.more(name, more)));
        return all;
    }
}
