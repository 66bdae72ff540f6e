package org.greensweep.jobs.claims;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.greensweep.catalog.carbon.Interval;
import org.greensweep.catalog.carbon.SignificantDigits;
import org.greensweep.catalog.claims.Recomputation;
import org.greensweep.inference.Host;
import org.greensweep.inference.HostLatency.Latency;
import org.greensweep.inference.kernel.KernelProvider;
import org.greensweep.inference.kernel.Kernels;
import org.greensweep.jobs.claims.LayerTime.Kernel;
import org.greensweep.jobs.conf.YamlFile;
import org.greensweep.jobs.measure.MeasuringProcess;
import org.greensweep.jobs.measure.Workload;
import org.greensweep.jobs.sweep.Preparation;
import org.greensweep.jobs.sweep.Prepared;
import org.greensweep.jobs.sweep.Sweep;
import org.greensweep.jobs.sweep.SweepFiles;
import org.greensweep.jobs.sweep.SweepSource;
import org.greensweep.network.UserError;

/** Claims about our kernels, timed on this machine in JVMs that do nothing else. */
public final class MeasuredClaims {
  private static final double BINARY_SPEEDUP = 58;
  private static final double LATENCY_RATIO = 2;
  private static final double MACS_RATIO = 3;
  private static final int DIGITS = 2;

  /** A contestant of the binary layer warms up this long, and is sampled as long. */
  private static final double LAYER_SECONDS = 2;

  private final Path home;

  private MeasuredClaims(Path home) {
    this.home = home;
  }

  /**
   * How to recompute which claim of the ledger.
   *
   * @param home the project's folder, where the sweep of latencies lies
   */
  public static Map<String, Supplier<Recomputation>> recomputations(Path home) {
    MeasuredClaims claims = new MeasuredClaims(home);
    return Map.of(
        "bnn-speedup", () -> binarySpeedup(LAYER_SECONDS), "macs-latency", claims::macsAndLatency);
  }

  /** Each kernel in a JVM of its own: what was compiled for one must not slow the next. */
  static Recomputation binarySpeedup(double seconds) {
    double binary = seconds(new LayerTime(Kernel.BINARY, seconds));
    double fast = seconds(new LayerTime(Kernel.FAST_FP32, seconds));
    double plain = seconds(new LayerTime(Kernel.PLAIN_FP32, seconds));
    Kernels best = KernelProvider.best();
    return Recomputation.judged(
        plain / binary >= BINARY_SPEEDUP,
        "One thread, %d channels of %d x %d, signs packed anew each time: against plain fp32 loops %s x, as the claim was made; against the"
                .formatted(
                    LayerTime.CHANNELS, LayerTime.SIDE, LayerTime.SIDE, digits(plain / binary))
            + " best fp32 kernel here (%s, %d bits) %s x. A whole network gains less: its first and last layer stay. Measured on %s."
                .formatted(
                    best.name(),
                    best.vectorBits(),
                    digits(fast / binary),
                    Host.describe().cpuModel()),
        plain / binary,
        fast / binary);
  }

  private static double seconds(LayerTime layer) {
    try (MeasuringProcess process = MeasuringProcess.start()) {
      return process.take(layer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Recomputation macsAndLatency() {
    Path file = home.resolve("conf/sweeps/macs-latency.yaml");
    List<MacsAndLatency.Point> points =
        points(new SweepSource(SweepFiles.find(file.toString(), YamlFile.text(file), home)));
    // Among fifty networks some pairs are equal, unless the machine is far from quiet.
    MacsAndLatency.Pair latency =
        MacsAndLatency.latencyAtEqualMacs(points).orElseThrow(MeasuredClaims::noise);
    MacsAndLatency.Pair macs =
        MacsAndLatency.macsAtEqualLatency(points).orElseThrow(MeasuredClaims::noise);
    return Recomputation.judged(
        latency.ratio() >= LATENCY_RATIO && macs.ratio() >= MACS_RATIO,
        "Of %d networks and resolutions of conf/sweeps/macs-latency.yaml, fp32 on our kernels, one thread of %s; 'same' is within %s %%, 95 %% intervals included."
                .formatted(
                    points.size(),
                    Host.describe().cpuModel(),
                    digits(100 * (MacsAndLatency.SAME - 1)))
            + " Farthest apart in latency at the same multiply-accumulates: %s. In multiply-accumulates at the same latency: %s."
                .formatted(latency.text(), macs.text()),
        latency.ratio(),
        macs.ratio());
  }

  private static List<MacsAndLatency.Point> points(SweepSource source) {
    Sweep sweep = source.sweep();
    Preparation preparation = new Preparation(sweep);
    List<MacsAndLatency.Point> points = new ArrayList<>();
    try (MeasuringProcess process = MeasuringProcess.start()) {
      // The first networks of a JVM run code that is not compiled yet: each passes once before.
      for (long index = 0; index < sweep.size(); index += sweep.resolutions().size()) {
        process.take(Workload.of(sweep, preparation.prepare(index)));
      }
      for (long index = 0; index < sweep.size(); index++) {
        Prepared prepared = preparation.prepare(index);
        Latency latency = latency(process.take(Workload.of(sweep, prepared)));
        points.add(
            new MacsAndLatency.Point(
                prepared.configuration().network() + " at " + prepared.configuration().resolution(),
                prepared.network().multiplyAccumulates(),
                new Interval(
                    latency.lowSeconds(), latency.medianSeconds(), latency.highSeconds())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return points;
  }

  private static Latency latency(Workload.Timing timing) {
    if (timing.latency() == null) {
      throw new IllegalStateException("a shipped network cannot be timed: " + timing.failure());
    }
    return timing.latency();
  }

  private static UserError noise() {
    return new UserError(
        "macs-latency: no two networks have the same latency here; measure on a quiet machine");
  }

  private static String digits(double value) {
    return SignificantDigits.plain(value, DIGITS);
  }
}
