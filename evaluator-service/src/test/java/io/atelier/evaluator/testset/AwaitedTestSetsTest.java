package io.atelier.evaluator.testset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.evaluator.Samples;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AwaitedTestSetsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final StreamDefinition SERVED = Samples.testStream("synthetic", 2);
    private static final StreamDefinition UNSERVED = Samples.testStream("elsewhere", 2);

    private Duration now = Duration.ofDays(1);
    private final Set<StreamDefinition> served = new HashSet<>(Set.of(SERVED));
    private final AwaitedTestSets sets = new AwaitedTestSets(this::load, PATIENCE, () -> now.toNanos());
    private int loads;

    @Test
    void shouldWaitAsLongAsThereIsPatience() throws Exception {
        assertUnavailable();
        now = now.plus(PATIENCE).minusSeconds(1);
        assertUnavailable();

        assertThat(sets.waitingFor()).contains(UNSERVED.id());
        assertThat(sets.waitingSeconds()).isEqualTo(599.0);
        served.add(UNSERVED);
        assertThat(sets.get(UNSERVED).size()).isEqualTo(2);
        assertThat(sets.waitingFor()).isEmpty();
        assertThat(sets.waitingSeconds()).isZero();
    }

    @Test
    void shouldGiveUpAfterwardsAndSayWhatToDo() {
        giveUp();

        assertThat(sets.waitingFor()).isEmpty();
        assertThat(sets.waitingSeconds()).isZero();
    }

    @Test
    void shouldNotHoldUpOthersWithWhatWasGivenUp() throws Exception {
        giveUp();
        int before = loads;

        for (int epoch = 0; epoch < 50; epoch++) {
            assertGivenUp();
        }
        assertThat(loads).as("not asked for again").isEqualTo(before);
        assertThat(sets.get(SERVED).size()).isEqualTo(2);
    }

    @Test
    void shouldAskOnceMoreAfterAWhile() throws Exception {
        giveUp();
        now = now.plus(PATIENCE);
        assertGivenUp();
        assertGivenUp();

        now = now.plus(PATIENCE);
        served.add(UNSERVED);
        assertThat(sets.get(UNSERVED).size()).isEqualTo(2);
        served.remove(UNSERVED);
        assertUnavailable();
    }

    private void giveUp() {
        assertUnavailable();
        now = now.plus(PATIENCE);
        assertGivenUp();
    }

    private void assertUnavailable() {
        assertThatThrownBy(() -> sets.get(UNSERVED)).isInstanceOf(DataUnavailableException.class);
    }

    private void assertGivenUp() {
        assertThatThrownBy(() -> sets.get(UNSERVED))
                .isInstanceOf(TestImagesGivenUpException.class)
                .hasMessage("Expected the test images of stream " + UNSERVED.id() + ", found none within 600 s: start a"
                        + " data-service that has the dataset elsewhere, then set the offsets of the group evaluator"
                        + " back to score the checkpoint");
    }

    private TestSet load(StreamDefinition stream) throws DataUnavailableException, InterruptedException {
        loads++;
        if (!served.contains(stream)) {
            throw new DataUnavailableException("none came");
        }
        return TestSet.read(stream, new BlackImages(stream));
    }
}
