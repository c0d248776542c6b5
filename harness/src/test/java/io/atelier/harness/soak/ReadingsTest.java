package io.atelier.harness.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingsTest {

    @Test
    void shouldReadTheTotalOfAHistogram() {
        List<String> histogram = List.of(
                "4242:",
                " num     #instances         #bytes  class name (module)",
                "-------------------------------------------------------",
                "   1:         21312        1893456  [B (java.base@17.0.15)",
                "Total        102345        7654321");

        assertThat(LiveHeap.total(histogram)).isEqualTo(7_654_321);
    }

    @Test
    void shouldCountSeriesAndSumOverLabels() {
        Scrape page = new Scrape("""
                # HELP atelier_trials_left_total Trials that left this trainer, by how and why
                # TYPE atelier_trials_left_total counter
                atelier_trials_left_total{cause="none",outcome="completed"} 3.0
                atelier_trials_left_total{cause="none",outcome="early_stopped"} 2.0
                atelier_trials_left_total_other 100.0
                jvm_threads_live_threads 31.0
                """);

        assertThat(page.size()).isEqualTo(4);
        assertThat(page.sum("atelier_trials_left_total")).isEqualTo(5);
        assertThat(page.sum("atelier_unknown")).isZero();
    }

    @Test
    void shouldReadFieldsOfAProcess() {
        assertThat(ProcessFiles.field(List.of("Name:\tjava", "VmRSS:\t  202112 kB", "Threads:\t41"), "VmRSS:"))
                .isEqualTo(202_112);
    }

    @Test
    void shouldSumTheSegmentsOfAllPartitionsButNoIndexes(@TempDir Path broker) throws Exception {
        segment(broker, "atelier.batches-0", "00000000000000000000.log", 100);
        segment(broker, "atelier.batches-0", "00000000000000000000.index", 10_000);
        segment(broker, "atelier.batches-11", "00000000000000000007.log.deleted", 20);
        segment(broker, "__consumer_offsets-1", "00000000000000000003.log", 3);
        Files.writeString(broker.resolve("meta.properties"), "version=1");

        assertThat(TopicSizes.read(broker))
                .containsExactly(
                        new Reading("__consumer_offsets", Measure.TOPIC, 3),
                        new Reading("atelier.batches", Measure.TOPIC, 120));
    }

    private static void segment(Path broker, String partition, String name, int bytes) throws Exception {
        Files.createDirectories(broker.resolve(partition));
        Files.write(broker.resolve(partition).resolve(name), new byte[bytes]);
    }
}
