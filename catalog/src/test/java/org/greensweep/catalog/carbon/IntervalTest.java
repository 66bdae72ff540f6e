package org.greensweep.catalog.carbon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.greensweep.catalog.CatalogError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {
  private static final int SAMPLES = 200;

  private static Interval random(Random random) {
    double central = Math.exp(random.nextGaussian() * 5);
    return Interval.ofFactors(
        central, Math.exp(-random.nextDouble()), Math.exp(random.nextDouble()));
  }

  private static void assertClose(Interval actual, Interval expected, long seed) {
    double[][] pairs = {
      {actual.low(), expected.low()},
      {actual.central(), expected.central()},
      {actual.high(), expected.high()}
    };
    for (double[] pair : pairs) {
      assertThat(pair[0]).as("seed %d", seed).isCloseTo(pair[1], within(1e-9 * pair[1]));
    }
  }

  @Test
  void exactFactorsStayExact() {
    assertThat(Interval.exactly(3).times(Interval.exactly(4))).isEqualTo(Interval.exactly(12));
    assertThat(Interval.exactly(3).plus(Interval.exactly(4))).isEqualTo(Interval.exactly(7));
    assertThat(Interval.exactly(3).spread()).isEqualTo(1);
  }

  @Test
  void logarithmsOfHalfWidthsAddInQuadrature() {
    // Factors e^0.3 and e^0.4 make e^0.5; below, e^-0.6 and e^-0.8 make e^-1.
    Interval a = Interval.ofFactors(2, Math.exp(-0.6), Math.exp(0.3));
    Interval b = Interval.ofFactors(5, Math.exp(-0.8), Math.exp(0.4));
    assertClose(a.times(b), Interval.ofFactors(10, Math.exp(-1), Math.exp(0.5)), 0);
  }

  @Test
  void partsOfASumCountByTheirShare() {
    // Shares 3/4 and 1/4 of logarithms 0.4 and 1.6: hypot(0.3, 0.4) = 0.5.
    Interval a = Interval.ofFactors(30, Math.exp(-0.4), Math.exp(0.4));
    Interval b = Interval.ofFactors(10, Math.exp(-1.6), Math.exp(1.6));
    assertClose(a.plus(b), Interval.ofFactors(40, Math.exp(-0.5), Math.exp(0.5)), 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void laws(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < SAMPLES; i++) {
      Interval a = random(random);
      Interval b = random(random);
      Interval c = random(random);
      double k = random.nextDouble() * 10;
      assertClose(a.times(b), b.times(a), seed);
      assertClose(a.times(b).times(c), a.times(b.times(c)), seed);
      assertClose(a.plus(b), b.plus(a), seed);
      assertClose(a.plus(b).times(k), a.times(k).plus(b.times(k)), seed);
      assertClose(a.times(Interval.exactly(k)), a.times(k), seed);
      assertClose(a.plus(Interval.exactly(0)), a, seed);
      Interval product = a.times(b);
      assertThat(product.spread())
          .as("seed %d: errors neither vanish nor add up in full", seed)
          .isGreaterThanOrEqualTo(Math.max(a.spread(), b.spread()) * (1 - 1e-9))
          .isLessThanOrEqualTo(a.spread() * b.spread() * (1 + 1e-9));
    }
  }

  /** The closed forms against a simulation of log-normal errors. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void productsAndSumsCoverNinetyPercentOfASimulation(long seed) {
    Random random = new Random(seed);
    Interval a = Interval.ofFactors(30, 1 / 1.6, 1.6);
    Interval b = Interval.ofFactors(10, 1 / 2.0, 2.0);
    int samples = 40_000;
    double[] products = new double[samples];
    double[] sums = new double[samples];
    for (int i = 0; i < samples; i++) {
      double x = logNormal(a, random);
      double y = logNormal(b, random);
      products[i] = x * y;
      sums[i] = x + y;
    }
    assertEnds(products, a.times(b), 0.03, seed);
    // The sum is first order only: its ends are a few per cent off.
    assertEnds(sums, a.plus(b), 0.05, seed);
  }

  private static double logNormal(Interval interval, Random random) {
    double ninetyFifthPercentile = 1.6449;
    double deviation = Math.log(interval.high() / interval.central()) / ninetyFifthPercentile;
    return interval.central() * Math.exp(deviation * random.nextGaussian());
  }

  private static void assertEnds(double[] samples, Interval interval, double off, long seed) {
    Arrays.sort(samples);
    assertThat(interval.low() / samples[samples.length / 20])
        .as("low, seed %d", seed)
        .isCloseTo(1, within(off));
    assertThat(interval.high() / samples[samples.length * 19 / 20])
        .as("high, seed %d", seed)
        .isCloseTo(1, within(off));
  }

  @Test
  void zeroIsExactAndSwallowsEveryFactor() {
    Interval wide = new Interval(0, 1, 5);
    assertThat(Interval.exactly(0).times(wide)).isEqualTo(Interval.exactly(0));
    assertThat(Interval.exactly(0).plus(Interval.exactly(0))).isEqualTo(Interval.exactly(0));
    assertThat(Interval.exactly(0).spread()).isEqualTo(1);
    assertThat(wide.times(Interval.exactly(2)).low()).isZero();
    assertThat(wide.spread()).isInfinite();
    assertThat(wide.plus(Interval.exactly(0)).low()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"2,1,3", "1,3,2", "-1,0,1", "NaN,1,2", "1,NaN,2", "1,2,NaN", "1,2,Infinity"})
  void disorderIsRefused(double low, double central, double high) {
    assertThatThrownBy(() -> new Interval(low, central, high))
        .isInstanceOf(CatalogError.class)
        .hasMessageContainingAll(String.valueOf(low), String.valueOf(high), "in order");
  }
}
