package org.greensweep.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import org.greensweep.inference.HostLatency.Latency;
import org.greensweep.inference.HostLatency.Settings;
import org.greensweep.network.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostLatencyTest {
  private static final long MILLI = 1_000_000;

  @Test
  void warmsUpUntilAWindowGainsNothing() {
    // Ten falling runs, then steady ones.
    Latency latency = measure(2.5, 2, run -> run < 10 ? (30 - run) * MILLI : 10 * MILLI);
    assertThat(latency.warmupStable()).isTrue();
    assertThat(latency.warmupRuns()).isEqualTo(20);
    assertThat(latency.medianSeconds()).isEqualTo(0.01);
    assertThat(latency.samples()).isEqualTo(80);
    assertThat(latency.threads()).isEqualTo(3);
  }

  @Test
  void endsAnUnstableWarmUpWhenItsTimeIsUp() {
    // Each window of five takes nine tenths of the one before.
    Latency latency = measure(1, 0, run -> (long) (50 * Math.pow(0.9, run / 5)) * MILLI);
    assertThat(latency.warmupStable()).isFalse();
    assertThat(latency.warmupRuns()).isEqualTo(27);
  }

  @Test
  void aSlowerWindowIsNoReasonToGoOnWarmingUp() {
    Latency latency = measure(1, 0, run -> (run < 5 ? 10 : 20) * MILLI);
    assertThat(latency.warmupStable()).isTrue();
    assertThat(latency.warmupRuns()).isEqualTo(10);
  }

  @Test
  void warmsUpAsLongAsTheJvmCompiles() {
    AtomicLong now = new AtomicLong();
    // In each of the first twenty runs of 10 ms the compiler works 4 ms, later 1 ms.
    LongSupplier compiled =
        () -> Math.min(now.get() / MILLI, 200) * 3 / 10 + now.get() / MILLI / 10;
    Latency latency =
        HostLatency.measure(
            () -> now.addAndGet(10 * MILLI), 1, new Settings(1, 0, 10, now::get, compiled));
    assertThat(latency.warmupStable()).isTrue();
    assertThat(latency.warmupRuns()).isEqualTo(25);
  }

  @Test
  void takesTenSamplesOfEvenTheSlowestNetwork() {
    Latency latency = measure(1, 1, run -> 5000 * MILLI);
    assertThat(latency.samples()).isEqualTo(10);
    assertThat(latency.warmupRuns()).isEqualTo(2);
  }

  @ParameterizedTest
  // Published ranks (Conover, Practical Nonparametric Statistics, binomial tables).
  @CsvSource({"5, 1", "6, 1", "9, 2", "10, 2", "20, 6", "30, 10", "100, 40", "2000, 956"})
  void intervalRanks(int samples, int rank) {
    assertThat(MedianInterval.lowerRank(samples)).isEqualTo(rank);
  }

  @Test
  void intervalHoldsTheTrueMedianAtLeastAsOftenAsItSays() {
    long seed = 5;
    Random random = new Random(seed);
    int held = 0;
    int trials = 2000;
    for (int trial = 0; trial < trials; trial++) {
      // Skewed, as latencies are; the true median is ln 2.
      Latency latency =
          measure(0, 0, run -> (long) (-Math.log(1 - random.nextDouble()) * 1000 * MILLI));
      boolean holds = latency.lowSeconds() <= Math.log(2) && Math.log(2) <= latency.highSeconds();
      held += holds ? 1 : 0;
    }
    assertThat(held).as("seed %d", seed).isGreaterThan((int) (0.95 * trials));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.005, 0.01, 0.02, 0.05})
  void samplesUntilTheMedianIsKnownToOnePercent(double scatter) {
    long seed = 6;
    Random random = new Random(seed);
    int held = 0;
    int trials = 1000;
    for (int trial = 0; trial < trials; trial++) {
      Latency latency =
          measure(0, 10, run -> (long) (Math.exp(scatter * random.nextGaussian()) * 250 * MILLI));
      held += latency.lowSeconds() <= 0.25 && 0.25 <= latency.highSeconds() ? 1 : 0;
      // Time is up after 10 s, about 40 samples.
      if (latency.samples() < 36) {
        assertThat(latency.samples()).isIn(10, 20);
        assertThat(latency.highSeconds() - latency.lowSeconds())
            .isLessThanOrEqualTo(0.02 * latency.medianSeconds());
      }
    }
    // Stopping where the interval is narrow costs a little of its confidence.
    assertThat(held).as("seed %d", seed).isGreaterThan((int) (0.93 * trials));
  }

  @Test
  void aNeighbourOfATenthOfASecondDoesNotPassForTheLatency() {
    // 100 ms at half pace, then steady.
    Latency latency = measure(0, 1, run -> (run < 10 ? 10 : 5) * MILLI);
    assertThat(latency.medianSeconds()).isEqualTo(0.005);
    assertThat(latency.samples()).isEqualTo(40);
  }

  @Test
  void samplesUntilItsTimeIsUpWhereLatenciesScatter() {
    Latency latency = measure(0, 2, run -> (run % 2 == 0 ? 4 : 12) * MILLI);
    assertThat(latency.samples()).isBetween(250, 251);
  }

  @Test
  void refusesTooFewSamples() {
    assertThatThrownBy(() -> new Settings(1, 1, 9, System::nanoTime, () -> 0))
        .isInstanceOf(UserError.class)
        .hasMessage("minimum samples is 9; it must be at least 10 for a 95 % interval");
  }

  @Test
  void describesThisHost() {
    Host host = Host.describe();
    assertThat(host.logicalProcessors()).isPositive();
    assertThat(host.jvm()).contains(Runtime.version().toString());
    assertThat(host.cpuModel()).isNotBlank();
    assertThat(host.vectorBits()).isIn(0, 64, 128, 256, 512);
  }

  /** Runs a clock that each inference moves on by what {@code nanos} says of its number. */
  private static Latency measure(double warmup, double sampling, IntToLongFunction nanos) {
    AtomicLong now = new AtomicLong();
    int[] run = {0};
    return HostLatency.measure(
        () -> now.addAndGet(nanos.applyAsLong(run[0]++)),
        3,
        new Settings(warmup, sampling, 10, now::get, () -> 0));
  }
}
