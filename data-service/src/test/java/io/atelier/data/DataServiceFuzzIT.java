package io.atelier.data;

import static io.restassured.RestAssured.given;

import io.atelier.contract.fuzz.Fuzzer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Whatever is asked of it, the service answers soon, never with an internal error, and goes on. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@TestProfile(DataServiceIT.Synthetic.class)
class DataServiceFuzzIT {

    @TestHTTPResource
    URI service;

    @Test
    void shouldAnswerHostileRequests() throws Exception {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);

        Fuzzer.request(
                1_000,
                service.getPort(),
                "POST /runs",
                "POST /runs",
                "POST /datasets",
                "GET /runs",
                "GET /runs/{}",
                "GET /datasets",
                "GET /datasets/{}",
                "GET /q/openapi{}");

        given().get("/q/health").then().statusCode(200);
    }
}
