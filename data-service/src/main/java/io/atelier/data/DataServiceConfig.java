package io.atelier.data;

import io.atelier.contract.Require;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Configuration of the data service. */
@ConfigMapping(prefix = "atelier.data")
public interface DataServiceConfig {

    /** {@code auto}, {@code fashion-mnist}, {@code synthetic}, or a folder with the four files of Fashion-MNIST. */
    @WithDefault("auto")
    String dataset();

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
        Require.positive(startupTimeout(), 7, "atelier.data.startup-timeout");
        defaultRun().run().ifPresent(run -> Require.name(run, "atelier.data.default-run.run"));
        String profile = defaultRun().profile();
        Require.that(
                profile.equals("report") || profile.equals("quick"),
                "atelier.data.default-run.profile must be report or quick, but is \"%s\"",
                profile);
        return this;
    }
}
