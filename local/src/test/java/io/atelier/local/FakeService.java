package io.atelier.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.atelier.local.process.Loopback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Stands for each of the three services in a process of its own. Files in the home of its installation tell it what to do:
 * {@code complete}: the trial has ended; {@code fail}: it has failed; {@code broken}: the service does not start; {@code refuse}: no run
 * is planned; {@code making}: its dataset is being made.
 */
public final class FakeService {

    private static final String TRIAL = "%s.fmnist_1.s1";

    private FakeService() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println("fake service with bootstrap servers " + System.getProperty("kafka.bootstrap.servers")
                + " in " + Path.of("").toAbsolutePath() + " with images in " + System.getenv("FASHION_MNIST_DIR")
                + " and dataset " + System.getProperty("atelier.data.dataset"));
        if (isTold("broken")) {
            System.err.println("Cannot start: it is broken");
            System.exit(7);
        }
        int port = Integer.getInteger("quarkus.http.port");
        HttpServer server = HttpServer.create(Loopback.at(port), 0);
        server.createContext("/", FakeService::answer);
        server.start();
    }

    /** The class path is the jar {@code <home>/<service>/target/quarkus-app/quarkus-run.jar}. */
    private static boolean isTold(String what) {
        Path home = Path.of(System.getProperty("java.class.path"))
                .getParent()
                .getParent()
                .getParent()
                .getParent();
        return Files.exists(home.resolve(what));
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String[] parts = path.split("/", -1);
        if (path.equals("/q/health/ready")) {
            send(exchange, 200, "{}");
        } else if (path.equals("/runs")) {
            plan(exchange);
        } else if (path.equals("/progress")) {
            send(exchange, 200, "{\"trainer\":\"trainer-service-1\",\"trial\":null,\"resumed\":false}");
        } else if (path.startsWith("/api/runs/")) {
            send(exchange, 200, results(parts[3]));
        } else if (path.startsWith("/api/trials/")) {
            send(exchange, 200, "parameters of " + parts[3]);
        } else {
            send(exchange, 200, "<html>page of " + parts[2] + "</html>");
        }
    }

    private static void plan(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        System.out.println(request);
        if (isTold("refuse")) {
            send(exchange, 400, "{\"title\":\"Bad Request\",\"detail\":\"train_images must be at most 10\"}");
            return;
        }
        if (isTold("making")) {
            exchange.getResponseHeaders().add("Retry-After", "1");
            send(exchange, 503, "{\"title\":\"Service Unavailable\",\"detail\":\"Dataset shoes is not there yet\"}");
            return;
        }
        String run = request.replaceAll("(?s).*\"run\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        String trial = TRIAL.formatted(run);
        send(
                exchange,
                201,
                "{\"run\":\"%s\",\"dataset\":\"synthetic-1\",\"trials\":[{\"trial\":\"%s\"}]}".formatted(run, trial));
    }

    private static String results(String run) {
        boolean complete = isTold("complete");
        boolean failed = isTold("fail");
        String state = failed ? "FAILED" : complete ? "COMPLETED" : "RUNNING";
        String trial = "{\"trial\":\"%s\",\"study\":\"fmnist_1\",\"seed\":1,\"state\":\"%s\",\"epochs\":1%s%s}"
                .formatted(
                        TRIAL.formatted(run),
                        state,
                        complete
                                ? ",\"test\":{\"accuracy\":0.8765,\"loss\":0.4,\"precision\":0.8,\"recall\":0.8,\"f1\":0.8}"
                                : "",
                        failed ? ",\"failure\":{\"code\":\"NON_FINITE_LOSS\",\"message\":\"loss is NaN\"}" : "");
        return "{\"run\":\"%s\",\"dataset\":\"synthetic-1\",\"synthetic\":true,\"profile\":\"quick\",\"complete\":%s,\"trials\":[%s]}"
                .formatted(run, complete || failed, trial);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
