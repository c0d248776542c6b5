package io.atelier.evaluator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The page of a run or dataset as a browser gets it; {@code .ci/page-check} looks at a run's in a real one. */
record ResultsPage(String policy, Document document) {

    private static final double ROUNDING = 0.5e-4 + 1e-9;

    static ResultsPage of(ServiceProcess service, String run) {
        return at(service, "/runs/" + run);
    }

    static ResultsPage at(ServiceProcess service, String path) {
        HttpResponse<byte[]> answer = service.get(path);
        return new ResultsPage(
                answer.headers().firstValue("Content-Security-Policy").orElseThrow(),
                Jsoup.parse(new String(answer.body(), StandardCharsets.UTF_8)));
    }

    List<String> warnings() {
        return document.select(".warning").eachText();
    }

    /**
     * Would catch a resource from outside, and a script or style that the page's own policy forbids. A link to another page
     * says where it leads in a saved one.
     */
    void assertSelfContained() throws NoSuchAlgorithmException {
        assertThat(document.select("[src]").eachAttr("src")).allMatch(source -> source.startsWith("data:image/png"));
        assertThat(document.select("link[href], a[href]:not([data-saved])").eachAttr("href"))
                .allMatch(target -> target.startsWith("data:,") || target.startsWith("#"));
        assertThat(document.select("[style], [onclick], [onerror], [onload]")).isEmpty();
        assertThat(document.select("a[href^=#]").eachAttr("href"))
                .allMatch(target -> document.getElementById(target.substring(1)) != null, "leads somewhere");
        assertThat(policy).startsWith("default-src 'none'").doesNotContain("unsafe");
        assertThat(document.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .as("a saved page has it, too")
                .isNotEmpty()
                .isSubstringOf(policy);
        assertThat(document.select("script, style")).hasSizeBetween(2, 3);
        for (Element element : document.select("script, style")) {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(element.data().getBytes(StandardCharsets.UTF_8));
            assertThat(policy).contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
        }
    }

    /** Would catch a figure in the wrong column or of the wrong trial or epoch. */
    void assertShows(JsonNode results) {
        assertThat(document.select("tr[data-trial]")).hasSameSizeAs(results.get("trials"));
        List<String> columns = cells(document.selectFirst(".comparison thead tr"));
        for (int i = 0; i < results.get("trials").size(); i++) {
            JsonNode trial = results.get("trials").get(i);
            JsonNode test = trial.get("test");
            List<String> row =
                    cells(document.select("tr[data-trial=" + trial.get("trial").asText() + "]")
                            .first());
            assertClose(row.get(columns.indexOf("Accuracy")), test.get("accuracy"));
            assertClose(row.get(columns.indexOf("Precision")), test.get("precision"));
            assertClose(row.get(columns.indexOf("Recall")), test.get("recall"));
            assertClose(row.get(columns.indexOf("F1")), test.get("f1"));
            assertClose(row.get(columns.indexOf("Test loss")), test.get("loss"));
            Element article = document.select("article").get(i);
            for (int label = 0; label < 10; label++) {
                assertClass(article, label, test);
            }
            assertEpochs(i, trial.get("history"));
        }
    }

    /** Would catch missing images: 20 of the classes, 25 mistakes and the first 25. */
    void assertPictures() {
        assertThat(document.select("img[alt]")).hasSize(70);
        assertThat(document.select("article .tiles").first().select("li.wrong")).hasSize(25);
    }

    private static void assertClass(Element article, int label, JsonNode test) {
        JsonNode scores = test.get("per_class").get(label);
        List<String> row = cells(article.select(".classes tbody tr").get(label));
        assertThat(row.get(0)).isEqualTo(scores.get("name").asText());
        assertClose(row.get(1), scores.get("precision"));
        assertClose(row.get(2), scores.get("recall"));
        assertClose(row.get(3), scores.get("f1"));
        List<String> confused = cells(article.select(".confusion tbody tr").get(label));
        assertThat(confused.subList(1, 11).toString().replace(" ", ""))
                .isEqualTo(test.get("confusion").get(label).toString());
    }

    private void assertEpochs(int trial, JsonNode history) {
        List<String> fields = List.of("loss", "accuracy", "val_loss", "val_accuracy", "test_loss", "test_accuracy");
        for (String field : fields) {
            Element table = document.getElementById("by-epoch-" + field.replace('_', '-'))
                    .parent()
                    .selectFirst("tbody");
            for (int epoch = 0; epoch < history.size(); epoch++) {
                assertClose(
                        cells(table.select("tr").get(epoch)).get(trial + 1),
                        history.get(epoch).get(field));
            }
        }
    }

    private static List<String> cells(Element row) {
        return row.children().eachText();
    }

    private static void assertClose(String shown, JsonNode expected) {
        assertThat(Double.parseDouble(shown)).isCloseTo(expected.asDouble(), within(ROUNDING));
    }
}
