package io.atelier.evaluator.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Style and scripts, which are inside every page: a saved page needs nothing else.
 *
 * @param style of all pages
 * @param charts the library Chart.js
 * @param script draws the charts of a run's page and keeps it current
 */
public record PageAssets(String style, String charts, String script) {

    static PageAssets load() {
        // The map is for debugging the library, and would be looked for beside the page.
        String charts = read("chart.umd.min.js").replaceFirst("//# sourceMappingURL=\\S*\\s*$", "");
        return new PageAssets(read("page.css"), charts, read("page.js"));
    }

    /**
     * The content security policy. Names come from outside; should one ever get past the escaping, it still can't load or
     * run anything: only these very scripts and this style are allowed.
     */
    public String policy() {
        return "default-src 'none'; style-src " + hash(style) + "; script-src " + hash(charts) + " " + hash(script)
                + "; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static String read(String name) {
        try (InputStream in = PageAssets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The build left out " + name + " of the results page");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
