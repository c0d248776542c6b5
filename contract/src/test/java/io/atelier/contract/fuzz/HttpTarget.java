package io.atelier.contract.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.StringJoiner;

/**
 * Requests to a service that runs on {@code -Dfuzz.port}: its endpoints, {@code -Dfuzz.endpoints}, with hostile names,
 * headers and bodies, and bytes that are no request at all. The answer comes soon and is never a 5xx.
 */
public final class HttpTarget {

    private static final int PORT = Integer.getInteger("fuzz.port");
    private static final String[] ENDPOINTS =
            System.getProperty("fuzz.endpoints").split(",", -1);
    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(5).toMillis();
    private static final int MAX_ANSWER = 16 << 20;
    private static final int MAX_TEXT = 80;

    private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "X"};
    private static final String[] TYPES = {
        "application/json", "application/json;charset=utf-16", "text/plain", "a/b/c", "", "*/*", "application/xml"
    };
    private static final String[] NAMES = {
        "..",
        "%2e%2e%2f",
        "%00",
        "%ff",
        "%",
        "a%0d%0ax",
        "r.a.s1",
        "r.fmnist_3.s99999999999999999999",
        "<script>",
        "{x}",
        "${x}",
        "x".repeat(5000),
        "%C0%AF",
        ";a=b",
        "?a=%",
        "//",
        "q"
    };
    private static final String[] FIELDS = {
        "run",
        "profile",
        "dataset",
        "architectures",
        "recipe",
        "configurations",
        "set",
        "sweep",
        "seeds",
        "epochs",
        "train_images",
        "test_images",
        "extensible",
        "name",
        "topic",
        "classes",
        "unknown",
        "",
        "\\ud800"
    };
    private static final String[] VALUES = {
        "\"fuzzed\"",
        "\"quick\"",
        "\"report\"",
        "[\"fmnist_3\"]",
        "[\"fmnist_3\",\"fmnist_3\"]",
        "[{\"name\":\"a\",\"layers\":[{\"kind\":\"convolution\",\"filters\":3},{\"kind\":\"output\"}]}]",
        "[{\"name\":\"a\",\"layers\":[{\"kind\":\"dense\",\"units\":65536},{\"kind\":\"dense\",\"units\":65536}]}]",
        "[{\"architecture\":\"fmnist_3\",\"recipe\":{\"epochs\":2}}]",
        "{\"optimizer\":{\"kind\":\"sgd\",\"learning_rate\":1e400}}",
        "{\"recipe.epochs\":3}",
        "{\"recipe.optimizer.momentum\":0.5}",
        "{\"method\":\"grid\",\"parameters\":{\"recipe.epochs\":[1,2,3]}}",
        "{\"method\":\"random\",\"number\":100,\"parameters\":{\"recipe.label_smoothing\":[0,0.1]}}",
        "\"synthetic\"",
        "[1]",
        "[1,1]",
        "[-1]",
        "[null]",
        "[]",
        "[[]]",
        "1",
        "0",
        "-1",
        "20",
        "6000",
        "60001",
        "2147483648",
        "1e400",
        "1.5",
        "NaN",
        "null",
        "true",
        "\"\"",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "\"${1+1}\"",
        "\"%s%n\"",
        "{}",
        "{\"a\":{}}",
        "[" + "1,".repeat(999) + "1]",
        "[".repeat(2000) + "]".repeat(2000),
        "9".repeat(1000),
        "\"" + "x".repeat(5000) + "\""
    };

    private static int answers;
    private static int refusals;
    private static long slowest;

    private HttpTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider draw) throws Exception {
        boolean isRequest = draw.consumeInt(0, 5) > 0;
        byte[] request = isRequest ? request(draw) : draw.consumeRemainingAsBytes();
        long begin = System.nanoTime();
        String answer = exchange(request, isRequest);
        slowest = Math.max(slowest, System.nanoTime() - begin);
        if (!answer.isEmpty()) {
            Probe.require(answer.startsWith("HTTP/1."), "No answer but " + answer);
            int status = Integer.parseInt(answer.substring(9, 12));
            Probe.require(status < 500, answer);
            answers += status < 400 ? 1 : 0;
            refusals += status >= 400 ? 1 : 0;
        } else {
            Probe.require(!isRequest, "No answer to " + new String(request, StandardCharsets.UTF_8));
        }
    }

    public static void fuzzerTearDown() {
        System.out.printf(
                "%s%s: %d accepted, %d refused, the slowest after %d ms%n",
                Probe.REPORT, String.join(" ", ENDPOINTS), answers, refusals, slowest / 1_000_000);
    }

    private static byte[] request(FuzzedDataProvider draw) throws IOException {
        String[] endpoint = draw.pickValue(ENDPOINTS).split(" ", -1);
        String method = seldom(draw) ? draw.pickValue(METHODS) : endpoint[0];
        String name = draw.consumeBoolean() ? draw.pickValue(NAMES) : path(draw.consumeString(MAX_TEXT));
        String path = endpoint[1].replace("{}", name) + (seldom(draw) ? "/" + name : "");
        byte[] body = method.equals("GET") || method.equals("HEAD") ? new byte[0] : body(draw);
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        head.append("Connection: close\r\nContent-Length: ").append(body.length).append("\r\n");
        head.append("Content-Type: ")
                .append(seldom(draw) ? draw.pickValue(TYPES) : TYPES[0])
                .append("\r\n");
        if (seldom(draw)) {
            head.append("Accept: ").append(draw.pickValue(TYPES)).append("\r\n");
        }
        if (seldom(draw)) {
            head.append("X-Fuzz: ").append(path(draw.consumeString(MAX_TEXT))).append("\r\n");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        request.write(body);
        return request.toByteArray();
    }

    private static byte[] body(FuzzedDataProvider draw) {
        if (seldom(draw)) {
            return draw.consumeBytes(MAX_TEXT);
        }
        StringJoiner fields = new StringJoiner(",", "{", "}");
        int count = draw.consumeInt(0, 4);
        for (int i = 0; i < count; i++) {
            fields.add("\"" + draw.pickValue(FIELDS) + "\":" + draw.pickValue(VALUES));
        }
        byte[] json = fields.toString().getBytes(StandardCharsets.UTF_8);
        return seldom(draw) ? Arrays.copyOf(json, draw.consumeInt(0, json.length)) : json;
    }

    /** Without what would end the line it stands in. */
    private static String path(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}]", "_");
    }

    /** The answer, or nothing if the connection was closed without one. */
    private static String exchange(byte[] request, boolean isRequest) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request);
            if (!isRequest) {
                socket.shutdownOutput();
            }
            return new String(socket.getInputStream().readNBytes(MAX_ANSWER), StandardCharsets.UTF_8);
        } catch (SocketException e) {
            if (isRequest) {
                throw e;
            }
            return "";
        }
    }

    private static boolean seldom(FuzzedDataProvider draw) {
        return draw.consumeInt(0, 7) == 7;
    }
}
