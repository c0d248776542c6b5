package io.atelier.harness.sabotage;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.harness.ChaosProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Breaks one promise in the trainers and expects that {@code atelier chaos} notices. Minutes, so only when asked for:
 * {@code ./mvnw verify -Dit.test=NegativeControlIT -Dsurefire.failIfNoSpecifiedTests=false
 * -Dfailsafe.failIfNoSpecifiedTests=false -Datelier.controls=true}.
 */
@EnabledIfSystemProperty(named = "atelier.controls", matches = "true")
@Timeout(900)
class NegativeControlIT {

    private static final String TRAINER = "trainer-service/src/main/java/io/atelier/trainer/";

    @TempDir
    Path directory;

    /** Every owner of a trial has a transactional id of its own, so none fences another. */
    @Test
    void shouldNoticeThatFencingIsOff() throws Exception {
        Sabotage sabotage = new Sabotage(
                "contract/src/main/java/io/atelier/contract/kafka/KafkaClients.java",
                List.of(
                        new Sabotage.Change(
                                "ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId,",
                                "ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId + \"-\" + java.util.UUID.randomUUID(),")));

        assertThat(chaos(sabotage, "--faults=4", "--kinds=freeze-trainer", "--trainers=3"))
                .contains("BROKEN PROMISE: FENCED_WROTE");
    }

    @Test
    void shouldNoticeAGeneratorThatIsSeededByTime() throws Exception {
        Sabotage sabotage = new Sabotage(
                TRAINER + "training/TrainingLoop.java",
                List.of(new Sabotage.Change(
                        "position.iteration(), trial.seed())", "position.iteration(), System.nanoTime())")));

        assertThat(chaos(sabotage, "--faults=1", "--kinds=stop-data")).contains("BROKEN PROMISE: MISMATCH");
    }

    /**
     * The queue is told that a trial is done before anything of it is: whoever dies takes it along. Nobody looks for lost
     * trials here, for they would be found.
     */
    @Test
    void shouldNoticeATrialThatIsAcknowledgedBeforeItIsDone() throws Exception {
        Sabotage sabotage = new Sabotage(
                TRAINER + "trial/TrialWorker.java",
                List.of(
                        new Sabotage.Change(
                                "observer.onTaken(trial, delivery.count());",
                                "observer.onTaken(trial, delivery.count()); queue.accept(delivery);"),
                        new Sabotage.Change("!queue.renew(delivery)", "false"),
                        new Sabotage.Change("if (!lost.getAsBoolean()) {", "if (trialsAreAcceptedAtOnce()) {"),
                        new Sabotage.Change(
                                "    private Verdict discard(",
                                "    private static boolean trialsAreAcceptedAtOnce() { return false; }\n"
                                        + "    private Verdict discard(")));

        assertThat(chaos(
                        sabotage,
                        "--faults=2",
                        "--kinds=kill-trainer",
                        "--patience=60",
                        "--trainer-option=-Datelier.trainer.lost-trials-interval=1d"))
                .contains("BROKEN PROMISE: STUCK");
    }

    /** As if what trials compete by were not the same for all trainers. */
    @Test
    void shouldNoticeTrialsThatArePrunedByChance() throws Exception {
        Sabotage sabotage = new Sabotage(
                TRAINER + "trial/LostTrials.java",
                List.of(new Sabotage.Change(
                        "if (stillWaits && decision.goesOn())", "if (stillWaits && System.nanoTime() % 2 == 0)")));

        Path halving = Path.of("src/test/resources/io/atelier/harness/halving.yaml");
        assertThat(chaosWith("--experiment=" + halving, sabotage, "--faults=2", "--kinds=kill-trainer"))
                .contains("BROKEN PROMISE: MISMATCH", ": end should be those of the undisturbed run");
    }

    private String chaos(Sabotage sabotage, String... options) throws IOException, InterruptedException {
        return chaosWith("--architectures=fmnist_3", sabotage, options);
    }

    private String chaosWith(String workload, Sabotage sabotage, String... options)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                workload,
                "--pause=1000",
                "--out=" + directory.resolve("out"),
                "--trainer-option=-javaagent:" + sabotage.agent(ChaosProcess.HOME, directory)));
        all.addAll(List.of(options));
        ChaosProcess chaos = ChaosProcess.run(directory, Duration.ofSeconds(800), all);
        System.out.println(chaos.output());
        assertThat(chaos.exitCode()).as(chaos.output()).isEqualTo(1);
        assertThat(directory.resolve("out/logs/trainer-service-1.log"))
                .content()
                .contains("SABOTAGED");
        return chaos.output();
    }
}
