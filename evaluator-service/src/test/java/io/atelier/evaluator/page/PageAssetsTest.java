package io.atelier.evaluator.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageAssetsTest {

    private final PageAssets assets = PageAssets.load();

    /** A script that held its own end tag would end there, and the rest would be shown as text. */
    @Test
    void shouldFitIntoAPage() {
        assertThat(assets.charts()).startsWith("/*!\n * Chart.js v").doesNotContain("</script", "sourceMappingURL");
        assertThat(assets.script()).doesNotContain("</script");
        assertThat(assets.style()).doesNotContain("</style", "url(", "@import");
    }

    @Test
    void shouldAllowItsOwnScriptsOnly() {
        assertThat(assets.policy())
                .startsWith("default-src 'none'; style-src 'sha256-")
                .doesNotContain("unsafe", "*", "http");
    }

    /** The hash of the empty text, as in the specification's examples of SHA-256. */
    @Test
    void shouldHashAsBrowsersDo() {
        assertThat(new PageAssets("", "", "").policy())
                .contains("style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
    }
}
