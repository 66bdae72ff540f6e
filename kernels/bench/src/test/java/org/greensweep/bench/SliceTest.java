package org.greensweep.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SliceTest {
  @Test
  void crossesFromTheWorkerAsItWas() {
    for (Slice slice : List.of(new Slice(0.1, true, 0), new Slice(1e-7, false, 4.5e2))) {
      assertThat(Slice.parse(slice.toString())).isEqualTo(slice);
    }
  }

  @Test
  void undisturbedTurnsCountBeforeTheFastestOfTheOthers() {
    List<Slice> slices =
        List.of(
            new Slice(9, false, 0),
            new Slice(3, true, 0),
            new Slice(7, false, 0),
            new Slice(2, true, 0),
            new Slice(8, false, 0));
    assertThat(Slice.undisturbed(slices)).isEqualTo(2);
    assertThat(Slice.best(slices, 1)).containsExactly(3);
    assertThat(Slice.best(slices, 4)).containsExactly(3, 2, 7, 8);
  }

  @Test
  void turnsOnProcessorsOfAnotherDistanceAreLeftOut() {
    Slice near = new Slice(1, true, 150);
    Slice disturbedNear = new Slice(2, false, 150);
    Slice apart = new Slice(3, true, 450);
    assertThat(Slice.alike(List.of(near, apart, apart, disturbedNear, disturbedNear)))
        .containsExactly(apart, apart);
    assertThat(Slice.alike(List.of(apart, near, disturbedNear)))
        .containsExactly(near, disturbedNear);
    assertThat(Slice.alike(List.of(disturbedNear))).containsExactly(disturbedNear);
    assertThat(Slice.roundTripNanoseconds(List.of(near, apart, apart))).isEqualTo(450);
  }
}
