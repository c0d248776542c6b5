package io.atelier.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.harness.cluster.ManualCluster;
import io.atelier.harness.cluster.ManualSession;
import io.atelier.local.LocalException;
import io.atelier.local.images.FolderPublisher;
import io.atelier.local.images.PublishOptions;
import io.atelier.local.service.ClusterSettings;
import io.atelier.local.service.HttpProblem;
import io.atelier.local.service.Installation;
import io.atelier.local.service.ProcessKind;
import io.atelier.local.service.ServiceProcess;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A data service as it is built, killed by a signal in the middle of what it does. */
@Timeout(600)
class DataKillIT {

    private static final Path HOME = Path.of("").toAbsolutePath().getParent();
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration OFTEN = Duration.ofMillis(10);

    /** So that reading the topic takes seconds. */
    private static final double SLOW_BYTES_A_SECOND = 10_000;

    private static final String OF_TOPIC = "{\"name\": \"photos\", \"topic\": \"photos\", \"image_size\": [%d, %d]}"
            .formatted(DrawnPhotos.SIZE.height(), DrawnPhotos.SIZE.width());
    private static final Pattern SERVED =
            Pattern.compile("^atelier_batches_served_total\\{.*split=\"train\".*} ([0-9.]+)", Pattern.MULTILINE);

    @TempDir
    static Path images;

    private static Path photos;
    private static DatasetDescription calm;

    @TempDir
    Path out;

    @TempDir
    Path packs;

    @BeforeAll
    static void draw() throws Exception {
        photos = images.resolve("photos");
        DrawnPhotos.draw(photos);
        calm = DrawnPhotos.describe("photos", photos, images.resolve("packs"));
    }

    @Test
    void shouldGoOnWithAFolderIfKilledWhilePacking() throws Exception {
        run(photos.toString(), cluster -> {
            cluster.launch(ProcessKind.KAFKA, 1);
            killWhilePacking(cluster, cluster.launch(ProcessKind.DATA_SERVICE, 1));

            ServiceProcess again = cluster.launch(ProcessKind.DATA_SERVICE, 1);
            awaitReady(again);
            assertCalm(again);
            assertHasGoneOn();
            return null;
        });
    }

    @Test
    void shouldMakeTheSameVersionOfATopicIfKilledWhileMakingIt() throws Exception {
        run("none", cluster -> {
            awaitReady(cluster.launch(ProcessKind.KAFKA, 1));
            new FolderPublisher(
                            Map.of("bootstrap.servers", cluster.bootstrapServers()),
                            new PublishOptions("photos", 3, false),
                            line -> {})
                    .publish(photos);
            killWhileReading(cluster, launchAndAsk(cluster));
            killWhilePacking(cluster, launchAndAsk(cluster));

            ServiceProcess again = cluster.launch(ProcessKind.DATA_SERVICE, 1);
            awaitReady(again);
            assertThat(TestRun.page(again, "/datasets")).as("what is half-made").isEqualTo("[]");
            await().atMost(PATIENCE).until(() -> isMade(again));
            assertCalm(again);
            assertHasGoneOn();
            return null;
        });
    }

    /**
     * The second one answers what the first leaves, in the middle of an epoch that is longer than what is asked for ahead.
     * Minutes, so only when asked for.
     */
    @Test
    @EnabledIfSystemProperty(named = "atelier.controls", matches = "true")
    void shouldServeADatasetWhileOneOfTwoDataServicesLives() throws Exception {
        run("synthetic", cluster -> {
            cluster.start();
            awaitReady(cluster.launch(ProcessKind.DATA_SERVICE, 2));
            TestRun.submit(cluster, "killed", 1, 7_000);
            ServiceProcess trainer = TestRun.only(cluster, ProcessKind.TRAINER_SERVICE);
            await().atMost(PATIENCE).until(() -> TestRun.hasCommitted(trainer));
            ServiceProcess serving = cluster.all(ProcessKind.DATA_SERVICE).stream()
                    .filter(service -> served(service) > 0)
                    .findFirst()
                    .orElseThrow();
            cluster.kill(serving);
            String killed = TestRun.parametersAtTheEnd(cluster, "killed");
            assertThat(served(TestRun.only(cluster, ProcessKind.DATA_SERVICE)))
                    .as("records of the other")
                    .isPositive();

            TestRun.submit(cluster, "calm", 1, 7_000);
            assertThat(killed).isEqualTo(TestRun.parametersAtTheEnd(cluster, "calm"));
            return null;
        });
    }

    private void run(String dataset, ManualSession.Task<Void> task)
            throws LocalException, IOException, InterruptedException {
        ClusterSettings settings = new ClusterSettings(
                1,
                1,
                dataset,
                Map.of(),
                Map.of(
                        ProcessKind.DATA_SERVICE,
                        List.of("-Datelier.data.packs=" + packs, "-Datelier.data.image-size=" + DrawnPhotos.SIZE),
                        ProcessKind.TRAINER_SERVICE,
                        List.of(
                                "-Datelier.trainer.commit-interval=100ms",
                                "-Datelier.trainer.batch-window-mebibytes=1",
                                "-Datelier.trainer.batch-timeout=1s")));
        new ManualSession(new Installation(HOME), out, settings).run(task);
    }

    private static void awaitReady(ServiceProcess process) {
        await(process.id()).atMost(PATIENCE).until(process::isReady);
    }

    private static ServiceProcess launchAndAsk(ManualCluster cluster) throws IOException {
        ServiceProcess launched = cluster.launch(ProcessKind.DATA_SERVICE, 1);
        awaitReady(launched);
        // Answered when the dataset is made, or after some seconds; here it is killed before.
        new Thread(() -> isMade(launched), "asks").start();
        return launched;
    }

    private void killWhileReading(ManualCluster cluster, ServiceProcess reading) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            letReadersHave(admin, SLOW_BYTES_A_SECOND);
            await().atMost(PATIENCE).pollInterval(OFTEN).until(() -> TestRun.page(reading, "/datasets")
                    .contains("is read: "));
            cluster.kill(reading);
            letReadersHave(admin, null);
        }
        assertThat(sizes(".part")).as("a pack that is begun").isZero();
    }

    /** @param bytesASecond null: as many as they want */
    private static void letReadersHave(Admin admin, Double bytesASecond) throws InterruptedException {
        Map<String, String> all = new HashMap<>();
        all.put(ClientQuotaEntity.CLIENT_ID, null);
        ClientQuotaAlteration.Op rate = new ClientQuotaAlteration.Op("consumer_byte_rate", bytesASecond);
        try {
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(new ClientQuotaEntity(all), List.of(rate))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private void killWhilePacking(ManualCluster cluster, ServiceProcess packing) throws InterruptedException {
        await().atMost(PATIENCE).pollInterval(OFTEN).until(() -> sizes(".progress") > 0);
        cluster.kill(packing);
        assertThat(sizes(".part")).as("half a pack").isPositive();
        assertThat(sizes(".pack")).as("whole packs").isZero();
    }

    private void assertHasGoneOn() throws IOException {
        assertThat(Files.readString(out.resolve("logs/data-service-1.log")))
                .containsPattern("Packing .*photos goes on after [1-9][0-9]* of 200 images");
    }

    private void assertCalm(ServiceProcess service) throws InterruptedException {
        assertThat(TestRun.page(service, "/datasets/photos"))
                .contains("\"id\":\"" + calm.id() + "\",\"state\":\"SERVED\"")
                .contains("\"pixels_sha256\":\"" + calm.pixelsSha256() + "\"");
        assertThat(sizes(".part")).as("half a pack").isZero();
        assertThat(sizes(".progress")).as("notes").isZero();
    }

    /** Of the files in the folder of packs whose names end so. */
    private long sizes(String suffix) {
        File[] files = packs.toFile().listFiles((folder, name) -> name.endsWith(suffix));
        return Arrays.stream(files).mapToLong(File::length).sum();
    }

    /** Whether it answers that the topic's dataset is made. */
    private static boolean isMade(ServiceProcess service) {
        try {
            byte[] answer = service.http().postJson("/datasets", OF_TOPIC.getBytes(StandardCharsets.UTF_8));
            return new String(answer, StandardCharsets.UTF_8).contains("\"state\":\"SERVED\"");
        } catch (IOException e) {
            return false;
        } catch (HttpProblem e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static double served(ServiceProcess service) {
        try {
            Matcher records = SERVED.matcher(TestRun.page(service, "/q/metrics"));
            return records.find() ? Double.parseDouble(records.group(1)) : 0;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
