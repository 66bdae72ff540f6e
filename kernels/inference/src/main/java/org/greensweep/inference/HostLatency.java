package org.greensweep.inference;

import java.io.Serializable;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.greensweep.network.UserError;

/**
 * How long one inference takes on this host: warm-up until it gets no faster, then samples until
 * their median is known to 1 % or time is up, reported with its distribution-free 95 % interval.
 */
public final class HostLatency {
  /** Runs in each of two successive windows whose medians are compared. */
  private static final int WINDOW = 5;

  /** A window that gains more on the one before is still warming up. */
  private static final double GAIN = 1.03;

  /**
   * Share of a window's time in which the JVM may still have compiled. A window that is slower than
   * the one before is no sign of a cold JVM but of neighbours, whom no warm-up sends away.
   */
  private static final double COMPILING = 0.2;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final int MAXIMUM_SAMPLES = 2000;

  /** Half of the interval, over the median, that is narrow enough. */
  private static final double KNOWN = 0.01;

  /**
   * Share of the sampling time that passes before the interval is trusted: a neighbour that slows
   * all samples of a tenth of a second down leaves it as narrow as if they were right.
   */
  private static final double LEAST_SHARE = 0.25;

  private HostLatency() {}

  /**
   * How long to measure.
   *
   * @param warmupSeconds warm-up ends here even if unstable; its first run does not count
   * @param samplingSeconds sampling ends here even if the median is not known to 1 %, but not
   *     before {@code minimumSamples}; where it is known, after a quarter of it at the earliest
   * @param nanoClock nanoseconds from any origin, never falling
   * @param compilationMillis what the JVM has spent on compiling so far
   */
  public record Settings(
      double warmupSeconds,
      double samplingSeconds,
      int minimumSamples,
      LongSupplier nanoClock,
      LongSupplier compilationMillis) {
    public static final int LEAST_SAMPLES = 10;

    public Settings {
      if (!(warmupSeconds >= 0) || !(samplingSeconds >= 0)) {
        throw new UserError(
            "warm-up is %s s and sampling %s s; neither may be negative"
                .formatted(warmupSeconds, samplingSeconds));
      }
      if (minimumSamples < LEAST_SAMPLES) {
        throw new UserError(
            "minimum samples is %d; it must be at least %d for a 95 %% interval"
                .formatted(minimumSamples, LEAST_SAMPLES));
      }
    }

    /** At most 2.5 s of warm-up, 2 s of samples. */
    public static Settings defaults() {
      return of(2.5, 2);
    }

    /** By the clock and the compiler of this JVM. */
    public static Settings of(double warmupSeconds, double samplingSeconds) {
      CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
      return new Settings(
          warmupSeconds,
          samplingSeconds,
          LEAST_SAMPLES,
          System::nanoTime,
          compiler == null ? () -> 0 : compiler::getTotalCompilationTime);
    }
  }

  /**
   * @param lowSeconds lower end of the interval that holds the true median with at least 95 %
   *     confidence; about 94 % where sampling ended because it was narrow
   * @param warmupStable whether warm-up ended because it was stable, not because its time was up
   */
  public record Latency(
      double medianSeconds,
      double lowSeconds,
      double highSeconds,
      int samples,
      int warmupRuns,
      boolean warmupStable,
      int threads)
      implements Serializable {}

  /**
   * Measures runs of {@code executor} over a batch of seeded random images, one after the other.
   */
  public static Latency measure(Executor executor, int batch, Settings settings) {
    List<List<float[]>> images =
        IntStream.range(0, batch)
            .mapToObj(image -> Executor.randomInputs(executor.network(), image))
            .toList();
    return measure(() -> images.forEach(executor::run), executor.threads(), settings);
  }

  /** Takes {@code samples} runs after one that warms up. */
  public static Latency repeat(Runnable inference, int samples, int threads) {
    Stopwatch stopwatch = new Stopwatch(inference, System::nanoTime);
    double[] seconds = new double[samples];
    inference.run();
    for (int i = 0; i < samples; i++) {
      seconds[i] = stopwatch.seconds();
    }
    return summary(seconds, 1, false, threads);
  }

  /** Measures {@code inference}, which runs on {@code threads} threads. */
  public static Latency measure(Runnable inference, int threads, Settings settings) {
    Stopwatch stopwatch = new Stopwatch(inference, settings.nanoClock());
    double[] window = new double[WINDOW];
    double before = Double.POSITIVE_INFINITY;
    long compiled = settings.compilationMillis().getAsLong();
    int warmupRuns = 0;
    double spent = 0;
    boolean stable = false;
    while (!stable && spent < settings.warmupSeconds()) {
      double seconds = stopwatch.seconds();
      window[warmupRuns % WINDOW] = seconds;
      // The first run, most of it interpreted, would leave a large network no warm-up at all.
      spent += warmupRuns == 0 ? 0 : seconds;
      warmupRuns++;
      if (warmupRuns % WINDOW == 0) {
        double now = median(window);
        long millis = settings.compilationMillis().getAsLong();
        double compiling = (millis - compiled) / MILLIS_PER_SECOND;
        stable = before <= GAIN * now && compiling <= COMPILING * DoubleStream.of(window).sum();
        before = now;
        compiled = millis;
      }
    }
    return summary(samples(stopwatch, settings), warmupRuns, stable, threads);
  }

  /**
   * Looks at the interval whenever their number has doubled. Every look is a chance to stop on a
   * lucky interval, so there are few (Chow and Robbins 1965).
   */
  private static double[] samples(Stopwatch stopwatch, Settings settings) {
    double[] samples = new double[settings.minimumSamples()];
    int count = 0;
    double spent = 0;
    while (count < settings.minimumSamples()
        || (spent < settings.samplingSeconds() && count < MAXIMUM_SAMPLES)) {
      if (count == samples.length) {
        if (spent >= LEAST_SHARE * settings.samplingSeconds() && isKnown(samples)) {
          break;
        }
        samples = Arrays.copyOf(samples, 2 * count);
      }
      samples[count] = stopwatch.seconds();
      spent += samples[count];
      count++;
    }
    return Arrays.copyOf(samples, count);
  }

  private static boolean isKnown(double[] samples) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    int rank = MedianInterval.lowerRank(sorted.length);
    return sorted[sorted.length - rank] - sorted[rank - 1] <= 2 * KNOWN * median(sorted);
  }

  private static Latency summary(double[] samples, int warmupRuns, boolean stable, int threads) {
    Arrays.sort(samples);
    int rank = MedianInterval.lowerRank(samples.length);
    return new Latency(
        median(samples),
        samples[rank - 1],
        samples[samples.length - rank],
        samples.length,
        warmupRuns,
        stable,
        threads);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private record Stopwatch(Runnable inference, LongSupplier clock) {
    double seconds() {
      long start = clock.getAsLong();
      inference.run();
      return (clock.getAsLong() - start) / NANOS_PER_SECOND;
    }
  }
}
