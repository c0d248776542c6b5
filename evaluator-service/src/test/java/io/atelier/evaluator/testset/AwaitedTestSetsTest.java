package io.atelier.evaluator.testset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.contract.stream.RecordSource;
import io.atelier.contract.tensor.ImageRecord;
import io.atelier.evaluator.Samples;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AwaitedTestSetsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final StreamDefinition SERVED = Samples.testStream("synthetic", 2);
    private static final StreamDefinition UNSERVED = Samples.testStream("elsewhere", 2);

    private Duration now = Duration.ofDays(1);
    private final Set<StreamDefinition> served = new HashSet<>(Set.of(SERVED));
    private final AwaitedTestSets sets =
            new AwaitedTestSets(new TestSets(2, 0), this::open, PATIENCE, () -> now.toNanos());
    private int loads;

    /** How many records come of what is served. */
    private int records = Integer.MAX_VALUE;

    @Test
    void shouldWaitAsLongAsThereIsPatience() throws Exception {
        assertUnavailable();
        now = now.plus(PATIENCE).minusSeconds(1);
        assertUnavailable();

        assertThat(sets.waitingFor()).contains(UNSERVED.id());
        assertThat(sets.waitingSeconds()).isEqualTo(599.0);
        served.add(UNSERVED);
        assertThat(images(UNSERVED)).isEqualTo(2);
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
        assertThat(images(SERVED)).isEqualTo(2);
    }

    @Test
    void shouldAskOnceMoreAfterAWhile() throws Exception {
        giveUp();
        now = now.plus(PATIENCE);
        assertGivenUp();
        assertGivenUp();

        now = now.plus(PATIENCE);
        served.add(UNSERVED);
        assertThat(images(UNSERVED)).isEqualTo(2);
        served.remove(UNSERVED);
        assertUnavailable();
    }

    private void giveUp() {
        assertUnavailable();
        now = now.plus(PATIENCE);
        assertGivenUp();
    }

    private void assertUnavailable() {
        assertThatThrownBy(() -> images(UNSERVED)).isInstanceOf(DataUnavailableException.class);
    }

    private void assertGivenUp() {
        assertThatThrownBy(() -> images(UNSERVED))
                .isInstanceOf(TestImagesGivenUpException.class)
                .hasMessage("Expected the test images of stream " + UNSERVED.id()
                        + ", but not all came within 600 s: start a"
                        + " data-service that has the dataset elsewhere, then set the offsets of the group evaluator"
                        + " back to score the checkpoint");
    }

    /** Would catch a stream of which nobody has the last record, and which is begun again for ever. */
    @Test
    void shouldGiveUpAlsoWhatComesInPartTimeAndAgain() throws Exception {
        StreamDefinition three = Samples.testStream("three", 300);
        served.add(three);
        records = 2;
        assertThatThrownBy(() -> images(three)).isInstanceOf(DataUnavailableException.class);
        now = now.plus(PATIENCE).minusSeconds(1);
        assertThatThrownBy(() -> images(three)).isInstanceOf(DataUnavailableException.class);
        assertThat(sets.waitingSeconds()).isEqualTo(599.0);
        now = now.plusSeconds(1);

        assertThatThrownBy(() -> images(three)).isInstanceOf(TestImagesGivenUpException.class);
        assertThat(sets.waitingFor()).isEmpty();
    }

    /** Would catch an alert about a test set that is merely large. */
    @Test
    void shouldNotCountAsWaitingWhatIsWorkedWith() throws Exception {
        int images = sets.read(Samples.testStream("synthetic", 2), source -> {
            int size = source.take(1, 0).orElseThrow().size();
            now = now.plus(PATIENCE);
            assertThat(sets.waitingSeconds()).isZero();
            return size;
        });

        assertThat(images).isEqualTo(2);
    }

    private int images(StreamDefinition stream)
            throws DataUnavailableException, TestImagesGivenUpException, InterruptedException {
        return sets.read(stream, source -> {
            int images = 0;
            for (int index = 0; index < stream.records(); index++) {
                images += source.take(1, index).orElseThrow().size();
            }
            return images;
        });
    }

    private RecordSource open(StreamDefinition stream) {
        loads++;
        BlackImages images = new BlackImages(stream);
        return new RecordSource() {
            @Override
            public Optional<ImageRecord> take(int epoch, int index) throws DataUnavailableException {
                if (!served.contains(stream) || index >= records) {
                    throw new DataUnavailableException("none came");
                }
                return images.take(epoch, index);
            }

            @Override
            public void close() {}
        };
    }
}
