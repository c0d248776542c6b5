package io.atelier.bench.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PieceTest {

    @Test
    void shouldGiveEachUnitToTheThreadThatIsFreeFirst() {
        Piece piece = new Piece("a", List.of(3.0, 1.0, 1.0, 2.0, 4.0));

        assertThat(piece.onThreads(1)).isEqualTo(11);
        // 3, then 4; 1, 1, 2
        assertThat(piece.onThreads(2)).isEqualTo(7);
        // 3; 1, then 2; 1, then 4
        assertThat(piece.onThreads(3)).isEqualTo(5);
        assertThat(piece.onThreads(16)).isEqualTo(4);
    }

    @Test
    void shouldTakeAsLongOnManyThreadsAsItsOnlyUnit() {
        assertThat(new Piece("a", List.of(0.5)).onThreads(16)).isEqualTo(0.5, within(0.0));
        assertThat(new Piece("nothing", List.of()).onThreads(16)).isZero();
    }
}
