package org.greensweep.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How threads share the tiles of steps. */
class WorkerPoolTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyTileRunsOnceAndBeforeTheNextStep(int threads) {
    try (WorkerPool pool = new WorkerPool(threads)) {
      for (int round = 0; round < 300; round++) {
        int tiles = 1 + round % 9;
        AtomicIntegerArray runs = new AtomicIntegerArray(tiles);
        pool.run(new Step(0, tiles, (tile, scratch) -> runs.incrementAndGet(tile)));
        for (int tile = 0; tile < tiles; tile++) {
          assertThat(runs.get(tile)).as("tile %d of %d", tile, tiles).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void aThreadTakesItsOwnShareFirstThenWhatOthersLeft() {
    TileClaims claims = new TileClaims(2);
    assertThat(List.of(claims.take(1, 7, 5), claims.take(1, 7, 5))).containsExactly(2, 3);
    assertThat(List.of(claims.take(0, 7, 5), claims.take(1, 7, 5))).containsExactly(0, 4);
    assertThat(List.of(claims.take(1, 7, 5), claims.take(0, 7, 5)))
        .containsExactly(1, TileClaims.NONE);
    assertThat(claims.take(1, 7, 5)).isEqualTo(TileClaims.NONE);
    assertThat(claims.take(0, 8, 5)).as("the next step").isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void sharesHoldEveryTileOnce(int threads) {
    TileClaims claims = new TileClaims(threads);
    for (int tiles = 1; tiles < 20; tiles++) {
      List<Integer> taken = new ArrayList<>();
      for (int tile = claims.take(0, tiles, tiles);
          tile != TileClaims.NONE;
          tile = claims.take(taken.size() % threads, tiles, tiles)) {
        taken.add(tile);
      }
      assertThat(taken).hasSize(tiles).doesNotHaveDuplicates();
      assertThat(taken).allMatch(tile -> tile >= 0);
    }
  }

  /** Each of two threads waits for the other to have begun a tile, so that both take part. */
  @Test
  void theFailureOfAWorkerIsThatOfTheStep() {
    CountDownLatch begun = new CountDownLatch(2);
    Thread caller = Thread.currentThread();
    Step step =
        new Step(
            4,
            2,
            (tile, scratch) -> {
              begun.countDown();
              try {
                begun.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              if (Thread.currentThread() != caller) {
                throw new IllegalArgumentException("broken");
              }
            });
    try (WorkerPool pool = new WorkerPool(2)) {
      assertThatThrownBy(() -> pool.run(step))
          .hasMessageContaining("step 4")
          .hasRootCauseMessage("broken");
      AtomicIntegerArray runs = new AtomicIntegerArray(2);
      pool.run(new Step(0, 2, (tile, scratch) -> runs.incrementAndGet(tile)));
      assertThat(runs.get(0) + runs.get(1)).as("tiles after a failure").isEqualTo(2);
    }
  }
}
