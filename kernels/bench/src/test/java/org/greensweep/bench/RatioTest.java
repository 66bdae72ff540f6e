package org.greensweep.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTest {
  @Test
  void isTakenRoundByRoundSoThatAChangeOfPaceCancels() {
    double[] ours = {1, 2, 4, 1, 2, 4, 1};
    double[] theirs = {2, 4, 8, 2, 4, 8, 2};
    assertThat(Ratio.of(theirs, ours)).isEqualTo(new Ratio(2, 2, 2));
  }

  @Test
  void hasTheDistributionFreeIntervalOfItsMedian() {
    double[] samples = {9, 1, 8, 2, 7, 3, 6, 4, 5, 10, 11};
    // Of 11 samples the 2nd and the 10th enclose the median with 98.8 % confidence.
    assertThat(Ratio.ofSamples(samples)).isEqualTo(new Ratio(6, 2, 10));
  }

  @Test
  void anIntervalShrinksAsIndependentMembersAreAveraged() {
    Ratio member = new Ratio(1, 0.8, 1.25);
    Ratio mean = Ratio.geometricMean(List.of(member, member, member, member));
    assertThat(mean.median()).isEqualTo(1);
    assertThat(Math.log(mean.high())).isCloseTo(Math.log(1.25) / 2, within(1e-12));
  }

  @Test
  void anAnswerOfAnotherSizeOrNotANumberNeverAgrees() {
    assertThat(Race.difference(new float[2], new float[] {1})).isNaN();
    assertThat(Race.difference(new float[] {Float.NaN}, new float[] {1})).isNaN();
    assertThat(Race.difference(new float[] {1.5f, 4}, new float[] {1, 4})).isEqualTo(0.125);
  }
}
