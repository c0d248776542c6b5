package io.atelier.harness.chaos;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.local.service.HttpProblem;
import io.atelier.local.service.ServiceProcess;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Continuously asks every trainer what it is doing, each on its own thread: a frozen one does not answer. */
final class ProgressWatch {

    private static final long POLL_MILLIS = 100;

    private final Consumer<Sighting> listener;
    private final Map<String, Sighting> latest = new ConcurrentHashMap<>();

    /** A trainer's answer to {@code GET /progress}, as far as it is used here. */
    record Answer(Trial trial, String state, int epoch, int batch, int batches, double imagesPerSecond) {}

    /** In that answer. */
    record Trial(String id) {}

    /** @param listener receives every answer, on many threads */
    ProgressWatch(Consumer<Sighting> listener) {
        this.listener = listener;
    }

    /** Asks a trainer until it ends. */
    void follow(ServiceProcess trainer) {
        ProcessHandle handle = ProcessHandle.of(trainer.pid()).orElse(null);
        if (handle == null) {
            return; // it has ended already
        }
        Thread thread = new Thread(() -> watch(trainer, handle), "watch-" + trainer.id());
        thread.setDaemon(true);
        thread.start();
    }

    Optional<Sighting> latest(ServiceProcess trainer) {
        return Optional.ofNullable(latest.get(trainer.id())).filter(sighting -> sighting.pid() == trainer.pid());
    }

    Collection<Sighting> latest() {
        return latest.values();
    }

    private void watch(ServiceProcess trainer, ProcessHandle handle) {
        String id = trainer.id();
        try {
            while (handle.isAlive()) {
                ask(trainer, id, handle.pid());
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            latest.computeIfPresent(id, (key, sighting) -> sighting.pid() == handle.pid() ? null : sighting);
        }
    }

    private void ask(ServiceProcess trainer, String id, long pid) throws InterruptedException {
        try {
            Answer answer = Json.read(trainer.http().get("/progress"), Answer.class);
            Sighting sighting = new Sighting(
                    id,
                    pid,
                    answer.trial() == null ? null : answer.trial().id(),
                    answer.state(),
                    answer.epoch(),
                    answer.batch(),
                    answer.batches(),
                    answer.imagesPerSecond() > 0,
                    System.nanoTime());
            latest.put(id, sighting);
            listener.accept(sighting);
        } catch (IOException | HttpProblem e) {
            // It starts, or has just ended.
        } catch (MalformedMessageException e) {
            throw new IllegalStateException("A trainer's answer to GET /progress cannot be read: " + e.getMessage(), e);
        }
    }
}
