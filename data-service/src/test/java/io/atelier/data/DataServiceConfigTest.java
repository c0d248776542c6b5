package io.atelier.data;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.dataset.Colour;
import io.atelier.contract.dataset.DatasetRequest;
import io.atelier.contract.dataset.Resize;
import io.atelier.contract.dataset.Size;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.contract.dataset.TopicRequest;
import io.atelier.data.dataset.Drawing;
import io.atelier.data.finding.DatasetChoice;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataServiceConfigTest {

    @Test
    void shouldHaveDefaults() {
        DataServiceConfig config = config(Map.of("atelier.data.cache", "/cache", "atelier.data.packs", "/packs"))
                .validated();

        assertThat(config.dataset()).isEqualTo("auto");
        assertThat(config.choice()).isEqualTo(new DatasetChoice.Auto());
        assertThat(config.folder()).isEmpty();
        assertThat(config.datasetName()).isEmpty();
        assertThat(config.datasets()).isEmpty();
        assertThat(config.configured())
                .containsExactly(
                        new ConfiguredDataset(Optional.empty(), new DatasetChoice.Auto(), SourceSettings.DEFAULT, 0));
        assertThat(config.unreadableShare()).isZero();
        assertThat(config.fashionMnistDir()).isEmpty();
        assertThat(config.folders())
                .containsExactly(Path.of("data/fashion-mnist"), Path.of("../shared/data/fashion-mnist"));
        assertThat(config.download()).isTrue();
        assertThat(config.downloadUrl().toString()).startsWith("http").endsWith("/");
        assertThat(config.httpProxy()).isEmpty();
        assertThat(config.httpsProxy()).isEmpty();
        assertThat(config.noProxy()).isEmpty();
        assertThat(config.startupTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.defaultRun().enabled()).isFalse();
        assertThat(config.defaultRun().run()).isEmpty();
        assertThat(config.defaultRun().profile()).isEqualTo("report");
    }

    @Test
    void shouldReadEveryKey() {
        DataServiceConfig config = config(Map.ofEntries(
                        entry("atelier.data.dataset", "synthetic"),
                        entry("atelier.data.folder", "/shoes"),
                        entry("atelier.data.dataset-name", "my-shoes"),
                        entry("atelier.data.image-size", "64x48"),
                        entry("atelier.data.resize", "pad"),
                        entry("atelier.data.colour", "grey"),
                        entry("atelier.data.test-fraction", "0.1"),
                        entry("atelier.data.split-seed", "7"),
                        entry("atelier.data.unreadable-share", "0.05"),
                        entry("atelier.data.datasets.synthetic-2.dataset", "synthetic:8x8x1:3:30"),
                        entry("atelier.data.datasets.hats.dataset", "topic:hat-images"),
                        entry("atelier.data.datasets.hats.image-size", "9x8"),
                        entry("atelier.data.datasets.hats.resize", "stretch"),
                        entry("atelier.data.datasets.hats.colour", "rgb"),
                        entry("atelier.data.datasets.hats.test-fraction", "0.3"),
                        entry("atelier.data.datasets.hats.split-seed", "1"),
                        entry("atelier.data.datasets.hats.unreadable-share", "0.5"),
                        entry("atelier.data.packs", "/packs"),
                        entry("atelier.data.fashion-mnist-dir", "/named"),
                        entry("atelier.data.folders", "a,b"),
                        entry("atelier.data.cache", "/cache"),
                        entry("atelier.data.download", "false"),
                        entry("atelier.data.download-url", "http://localhost/"),
                        entry("atelier.data.http-proxy", "http://proxy:1"),
                        entry("atelier.data.https-proxy", "http://proxy:2"),
                        entry("atelier.data.no-proxy", "localhost,.here"),
                        entry("atelier.data.startup-timeout", "5s"),
                        entry("atelier.data.default-run.enabled", "true"),
                        entry("atelier.data.default-run.run", "first"),
                        entry("atelier.data.default-run.profile", "quick")))
                .validated();

        assertThat(config.dataset()).isEqualTo("synthetic");
        assertThat(config.choice()).isEqualTo(new DatasetChoice.Folder(Path.of("/shoes")));
        assertThat(config.datasetName()).contains("my-shoes");
        assertThat(config.configured())
                .containsExactly(
                        new ConfiguredDataset(
                                Optional.of("my-shoes"),
                                new DatasetChoice.Folder(Path.of("/shoes")),
                                new SourceSettings(Optional.of(new Size(64, 48)), Resize.PAD, Colour.GREY, 0.1, 7),
                                0.05),
                        new ConfiguredDataset(
                                Optional.of("hats"),
                                new DatasetChoice.OfTopic("hat-images"),
                                new SourceSettings(Optional.of(new Size(9, 8)), Resize.STRETCH, Colour.RGB, 0.3, 1),
                                0.5),
                        new ConfiguredDataset(
                                Optional.of("synthetic-2"),
                                new DatasetChoice.Synthetic(Drawing.of("synthetic:8x8x1:3:30")),
                                SourceSettings.DEFAULT,
                                0));
        assertThat(config.configured().get(1).request())
                .contains(new DatasetRequest(
                        "hats",
                        new TopicRequest(
                                "hat-images",
                                Optional.empty(),
                                config.configured().get(1).settings())));
        assertThat(config.unreadableShare()).isEqualTo(0.05);
        assertThat(config.packs()).isEqualTo(Path.of("/packs"));
        assertThat(config.fashionMnistDir()).contains(Path.of("/named"));
        assertThat(config.folders()).containsExactly(Path.of("a"), Path.of("b"));
        assertThat(config.cache()).isEqualTo(Path.of("/cache"));
        assertThat(config.download()).isFalse();
        assertThat(config.downloadUrl()).isEqualTo(URI.create("http://localhost/"));
        assertThat(config.httpProxy()).contains("http://proxy:1");
        assertThat(config.httpsProxy()).contains("http://proxy:2");
        assertThat(config.noProxy()).contains("localhost,.here");
        assertThat(config.startupTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.defaultRun().enabled()).isTrue();
        assertThat(config.defaultRun().run()).contains("first");
        assertThat(config.defaultRun().profile()).isEqualTo("quick");
    }

    @ParameterizedTest
    @CsvSource({
        "dataset, ' ', 'atelier.data.dataset must not be blank'",
        "dataset, synthetic:64x64, 'atelier.data.dataset: drawn images must be synthetic, or synthetic:<height>x<width>x<1 or 3>:<classes>[:<training images>] such as synthetic:64x64x3:100:5000, but are \"synthetic:64x64\"'",
        "image-size, 64, 'atelier.data.image-size: a size must be <height>x<width>, such as 64x64, but is \"64\"'",
        "image-size, 64x2000, 'atelier.data.image-size: width must be between 1 and 1024, but is 2000'",
        "test-fraction, 1, 'atelier.data.test-fraction must be between 0.001 and 0.9, but is 1.0'",
        "unreadable-share, 1.5, 'atelier.data.unreadable-share must be between 0.0 and 1.0, but is 1.5'",
        "dataset-name, My Shoes, 'atelier.data.dataset-name must be 1 to 64 characters of a-z, 0-9, _ and -, beginning with a letter or digit, but is \"My Shoes\"'",
        "dataset-name, synthetic-shoes, 'atelier.data.dataset-name must not begin with synthetic, as drawn images alone are called, but is \"synthetic-shoes\"'",
        "dataset, topic:__offsets, 'atelier.data.dataset: what follows topic: must be a topic of images, but __offsets is one of Kafka''s own'",
        "datasets.shoes.dataset, auto, 'atelier.data.datasets.shoes.dataset must not be auto, which atelier.data.dataset alone may be'",
        "datasets.shoes.dataset, synthetic, 'the name in atelier.data.datasets.shoes must begin with synthetic, as drawn images are called, but is \"shoes\"'",
        "datasets.synthetic-x.dataset, /images, 'the name in atelier.data.datasets.synthetic-x must not begin with synthetic, as drawn images alone are called, but is \"synthetic-x\"'",
        "startup-timeout, 0s, 'atelier.data.startup-timeout must be between 1 ms and 7 days, but is PT0S'",
        "default-run.profile, fast, 'atelier.data.default-run.profile must be report or quick, but is \"fast\"'",
        "default-run.run, One, 'atelier.data.default-run.run must be 1 to 64 characters of a-z, 0-9, _ and -, beginning with a letter or digit, but is \"One\"'",
    })
    void shouldNameTheSettingThatIsOutOfBounds(String key, String value, String message) {
        DataServiceConfig config = config(
                Map.of("atelier.data.cache", "/cache", "atelier.data.packs", "/packs", "atelier.data." + key, value));

        assertThatThrownBy(config::validated)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    /** As in a compose file. */
    @Test
    void shouldTakeMoreDatasetsFromTheEnvironment() {
        DataServiceConfig config = config(new EnvConfigSource(
                        Map.of(
                                "ATELIER_DATA_DATASETS_SHOES_DATASET", "/data/shoes",
                                "ATELIER_DATA_DATASETS_SHOES_IMAGE_SIZE", "32x32",
                                "ATELIER_DATA_DATASET", "none",
                                "ATELIER_DATA_CACHE", "/cache",
                                "ATELIER_DATA_PACKS", "/packs"),
                        300))
                .validated();

        assertThat(config.configured())
                .containsExactly(new ConfiguredDataset(
                        Optional.of("shoes"),
                        new DatasetChoice.Folder(Path.of("/data/shoes")),
                        new SourceSettings(Optional.of(new Size(32, 32)), Resize.CROP, Colour.AUTO, 0.2, 0),
                        0));
    }

    private static DataServiceConfig config(Map<String, String> values) {
        return config(new PropertiesConfigSource(values, "test", 100));
    }

    private static DataServiceConfig config(ConfigSource source) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(DataServiceConfig.class)
                .withSources(source)
                .build();
        return config.getConfigMapping(DataServiceConfig.class);
    }
}
