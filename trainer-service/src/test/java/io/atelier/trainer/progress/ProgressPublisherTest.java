package io.atelier.trainer.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.trainer.training.Commit;
import io.atelier.trainer.training.Position;
import io.atelier.trainer.training.TrainingState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProgressPublisherTest {

    private final CountDownLatch broker = new CountDownLatch(1);
    private final List<Integer> committed = new CopyOnWriteArrayList<>();

    @Test
    void shouldLetTrainingGoOnWhileACommitIsUnderWay() {
        try (ProgressPublisher publisher = publisher(this::blocked)) {
            assertThat(publisher.isDue()).isTrue();

            assertThat(publisher.commit(commit(1))).isTrue();

            assertThat(committed).isEmpty();
            assertThat(publisher.isDue()).as("due while one is under way").isFalse();
            assertThat(publisher.hasFailed()).isFalse();
            broker.countDown();
            assertThat(publisher.await()).isTrue();
            assertThat(publisher.isDue()).isTrue();
        }
    }

    @Test
    void shouldHaveOneCommitUnderWayAtMostAndKeepTheOrder() throws Exception {
        try (ProgressPublisher publisher = publisher(this::blocked)) {
            publisher.commit(commit(1));
            CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> publisher.commit(commit(2)));
            assertThatThrownBy(() -> second.get(100, TimeUnit.MILLISECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            broker.countDown();

            assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(committed).as("closing waits for the last").containsExactly(1, 2);
    }

    @Test
    void shouldRefuseEverythingAfterALostTrialAndSayWhy() {
        FencedException fenced = new FencedException("r.fake.s1", new IllegalStateException("taken"));
        try (ProgressPublisher publisher = publisher(commit -> {
            committed.add(0);
            throw fenced;
        })) {
            assertThat(publisher.commit(commit(1))).isTrue();
            assertThat(publisher.await()).isFalse();

            assertThat(publisher.hasFailed()).isTrue();
            assertThat(publisher.commit(commit(2))).isFalse();
            assertThatThrownBy(publisher::failure).isSameAs(fenced);
        }
        assertThat(committed).as("nothing after the lost one").hasSize(1);
    }

    private CommitTimes blocked(Commit commit) {
        try {
            assertThat(broker.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        committed.add(commit.state().orElseThrow().position().batch());
        return new CommitTimes(0, 0);
    }

    private static ProgressPublisher publisher(ProgressPublisher.Target target) {
        return new ProgressPublisher(target, Duration.ZERO, times -> {});
    }

    private static Commit commit(int batch) {
        Position position = new Position(1, batch, batch, 0, 0, 0, 0, 0, 0);
        return new Commit(
                Optional.of(new TrainingState(position, Optional.empty(), List.of(), List.of())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
