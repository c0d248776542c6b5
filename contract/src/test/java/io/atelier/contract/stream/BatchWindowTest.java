package io.atelier.contract.stream;

import static io.atelier.contract.stream.SmallStream.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.message.BatchRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchWindowTest {

    private final BatchWindow window = new BatchWindow(STREAM, 2, 8 * STREAM.recordBytes());

    /** Whoever begins gets something soon, however many begin at the same time. */
    @Test
    void shouldBeginWithTwoRecordsAndAskForMoreWithEachThatIsUsed() {
        assertThat(text(window.moveTo(1, 0))).containsExactly("1: 0+2");
        assertThat(text(use(1, 0))).containsExactly("1: 2+2");
        assertThat(text(use(1, 1))).containsExactly("1: 4+2");
        assertThat(use(1, 2)).isEmpty();
        assertThat(text(use(1, 3))).containsExactly("1: 6+4");
    }

    @Test
    void shouldRefillAFullWindowAtTheHalf() {
        useFirst(6);
        for (int i = 6; i < 9; i++) {
            assertThat(use(1, i)).isEmpty();
        }
        assertThat(text(use(1, 9))).containsExactly("2: 4+4");
    }

    /** One record is used while the other comes, however small the credit is. */
    @Test
    void shouldAskForTwoRecordsWhereTheirBytesAreMoreThanTheCredit() {
        BatchWindow least = new BatchWindow(STREAM, 2, 1);
        assertThat(text(least.moveTo(1, 0))).containsExactly("1: 0+2");
        least.offer(SmallStream.record(1, 0));
        least.take();
        assertThat(text(least.moveTo(1, 1))).containsExactly("1: 2+1");
    }

    @Test
    void shouldNotAskBeyondTheLastEpoch() {
        assertThat(text(window.moveTo(2, 9))).containsExactly("2: 9+1");
        assertThat(window.moveTo(2, 9)).isEmpty();
    }

    @Test
    void shouldBeginInTheMiddle() {
        assertThat(text(window.moveTo(1, 9))).containsExactly("1: 9+1", "2: 0+1");
    }

    @Test
    void shouldKeepOnlyWhatWasAskedFor() {
        window.moveTo(1, 2);
        offer(1, 1);
        offer(1, 2);
        offer(2, 0);

        assertThat(window.take()).isNotNull();
        assertThat(window.take()).isNull();
        window.moveTo(2, 0);
        assertThat(window.take()).isNull();
    }

    @Test
    void shouldNameTheGaps() {
        useFirst(4);
        offer(1, 4);
        offer(1, 6);
        offer(1, 7);

        assertThat(text(window.missing())).containsExactly("1: 5+1", "1: 8+2");
    }

    private void useFirst(int records) {
        window.moveTo(1, 0);
        for (int i = 0; i < records; i++) {
            use(1, i);
        }
    }

    /** What is asked for after that. */
    private List<BatchRequest> use(int epoch, int index) {
        offer(epoch, index);
        assertThat(window.take()).isNotNull();
        return index == 9 ? window.moveTo(epoch + 1, 0) : window.moveTo(epoch, index + 1);
    }

    private void offer(int epoch, int index) {
        window.offer(SmallStream.record(epoch, index));
    }

    private static List<String> text(List<BatchRequest> requests) {
        return requests.stream()
                .map(request -> request.epoch() + ": " + request.first() + "+" + request.count())
                .toList();
    }
}
