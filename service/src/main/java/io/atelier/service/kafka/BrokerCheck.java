package io.atelier.service.kafka;

import io.atelier.contract.kafka.KafkaClients;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether a broker answers, for a service that is of no use without one. However many ask, no thread waits: they share
 * one question at a time, and its answer counts for some seconds. Thread-safe.
 */
public final class BrokerCheck implements AsyncHealthCheck, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration VALID = Duration.ofSeconds(3);

    private final KafkaClients clients;
    private Admin admin;
    private CompletableFuture<Boolean> answer;
    private long asked;

    public BrokerCheck(KafkaClients clients) {
        this.clients = clients;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .completionStage(this::answer)
                .map(up -> HealthCheckResponse.named("broker").status(up).build());
    }

    private synchronized CompletableFuture<Boolean> answer() {
        if (answer == null || (answer.isDone() && System.nanoTime() - asked > VALID.toNanos())) {
            asked = System.nanoTime();
            answer = ask();
        }
        return answer;
    }

    private CompletableFuture<Boolean> ask() {
        try {
            if (admin == null) {
                admin = clients.admin(Map.of());
            }
            DescribeClusterOptions options =
                    new DescribeClusterOptions().timeoutMs(Math.toIntExact(PATIENCE.toMillis()));
            return admin.describeCluster(options)
                    .nodes()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .handle((nodes, failure) -> failure == null);
        } catch (KafkaException e) {
            // For example a name that nobody knows now.
            return CompletableFuture.completedFuture(false);
        }
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
