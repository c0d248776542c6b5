package io.atelier.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.atelier.local.process.Loopback;
import io.atelier.local.process.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class StatusCommandTest {

    private static final String ENTRY = """
            {"run":"%s","profile":"report","dataset":"fashion-mnist","complete":%s,"trials":{"running":%d,"failed":0}}""";
    private static final String GOING = """
            {"run":"new","dataset":"fashion-mnist","synthetic":false,"profile":"report","complete":false,"trials":[
              {"trial":"new.fmnist_3.s1","study":"fmnist_3","seed":1,"state":"RUNNING","epochs":2,
               "train_seconds":93.0,"images_per_second":1150.0,
               "test":{"accuracy":0.9012,"loss":0.28,"precision":0.9023,"recall":0.9034,"f1":0.9045},
               "history":[{"epoch":2,"loss":0.31,"accuracy":0.88,"val_loss":0.29,"val_accuracy":0.89}]}]}""";
    private static final String FAILED = """
            {"run":"old","dataset":"fashion-mnist","synthetic":false,"profile":"report","complete":true,"trials":[
              {"trial":"old.fmnist_1.s1","study":"fmnist_1","seed":1,"state":"FAILED","epochs":0,
               "failure":{"code":"NON_FINITE_LOSS","message":"it diverged"},"history":[]}]}""";

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final CommandLine commandLine =
            Atelier.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(errors, true));
    private final Map<String, String> answers = new HashMap<>();
    private HttpServer server;
    private String url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(Loopback.at(0), 0);
        server.createContext("/", exchange -> {
            String answer = answers.get(exchange.getRequestURI().getPath());
            byte[] bytes = (answer == null ? "" : answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
        answers.put("/api/runs", "[" + ENTRY.formatted("new", false, 1) + "," + ENTRY.formatted("old", true, 0) + "]");
        answers.put("/api/runs/new/results", GOING);
        answers.put("/api/runs/old/results", FAILED);
    }

    @AfterEach
    void stop() {
        server.stop(0);
        System.clearProperty("atelier.terminal");
    }

    @Test
    void shouldSayInPlainLinesHowTheRunThatGoesOnStands() {
        assertThat(commandLine.execute("status", url)).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "Run new (profile report on fashion-mnist): 1 running",
                        "fmnist_3 s1: running, epoch 2, loss 0.3100, accuracy 0.8800, validation loss 0.2900,"
                                + " validation accuracy 0.8900, images/s 1150",
                        "fmnist_3 s1: test accuracy 0.9012, precision 0.9023, recall 0.9034, F1 0.9045, loss 0.2800,"
                                + " training time 1m33s; the study: accuracy 0.9265, loss 0.2131, training time 2m07s",
                        "1 more, to see with --run NAME: old");
    }

    @Test
    void shouldFitIntoATerminal() {
        System.setProperty("atelier.terminal", "true");

        assertThat(commandLine.execute("status", url)).isZero();

        assertThat(out.toString().lines()).allMatch(line -> line.length() < 80);
        assertThat(out.toString()).contains("valacc", "0.8900", "0.9012", "0.9265", "1m33s");
    }

    @Test
    void shouldTellByItsExitCodeThatATrialHasFailed() {
        assertThat(commandLine.execute("status", url, "--run", "old")).isEqualTo(1);
        assertThat(out.toString()).contains("fmnist_1 s1: failed: NON_FINITE_LOSS: it diverged");
    }

    @Test
    void shouldTakeTheAddressOfAPage() {
        assertThat(commandLine.execute("status", url.substring("http://".length()) + "/runs/old"))
                .isEqualTo(1);
        assertThat(out.toString()).startsWith("Run old");
    }

    @Test
    void shouldSayThatThereIsNoSuchRun() {
        assertThat(commandLine.execute("status", url, "--run", "third")).isEqualTo(1);
        assertThat(errors.toString())
                .startsWith("atelier: There is no run \"third\" at " + url + "; there are new, old");
    }

    @Test
    void shouldSayThatNothingAnswers() throws IOException {
        String nowhere = "http://127.0.0.1:" + Ports.pick();

        assertThat(commandLine.execute("status", nowhere)).isEqualTo(1);
        assertThat(errors.toString()).startsWith("atelier: Nothing answers at " + nowhere + " (no connection)");
    }

    @Test
    void shouldSayThatSomethingElseAnswers() {
        answers.remove("/api/runs");
        assertThat(commandLine.execute("status", url)).isEqualTo(1);
        assertThat(errors.toString())
                .startsWith("atelier: What answers at " + url + " is no evaluator")
                .contains("404");

        answers.put("/api/runs", "<html>");
        assertThat(commandLine.execute("status", url)).isEqualTo(1);
        assertThat(errors.toString()).contains("is no evaluator: its /api/runs is not what one sends");
    }

    @Test
    void shouldSayThatThereIsNoRunYet() {
        answers.put("/api/runs", "[]");

        assertThat(commandLine.execute("status", url)).isZero();
        assertThat(out.toString()).startsWith("No run has been planned yet");
    }

    @Test
    void shouldRefuseWhatIsNoAddress() {
        assertThat(commandLine.execute("status", "http://local host")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith("URL must be as http://localhost:8083, but is \"http://local host\"");
    }
}
