package org.greensweep.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SliceTest {
  @Test
  void crossesFromTheWorkerAsItWas() {
    for (Slice slice : List.of(new Slice(0.1, true), new Slice(1e-7, false))) {
      assertThat(Slice.parse(slice.toString())).isEqualTo(slice);
    }
  }

  @Test
  void undisturbedTurnsCountBeforeTheFastestOfTheOthers() {
    List<Slice> slices =
        List.of(
            new Slice(9, false),
            new Slice(3, true),
            new Slice(7, false),
            new Slice(2, true),
            new Slice(8, false));
    assertThat(Slice.undisturbed(slices)).isEqualTo(2);
    assertThat(Slice.best(slices, 1)).containsExactly(3);
    assertThat(Slice.best(slices, 4)).containsExactly(3, 2, 7, 8);
  }
}
