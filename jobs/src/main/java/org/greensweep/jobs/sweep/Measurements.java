package org.greensweep.jobs.sweep;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.greensweep.catalog.Row;
import org.greensweep.inference.Executor;
import org.greensweep.inference.Host;
import org.greensweep.inference.HostLatency;
import org.greensweep.inference.HostLatency.Latency;
import org.greensweep.jobs.host.HostRuntime;
import org.greensweep.network.parameters.Model;

/** Times one workload on this host with seeded random weights. */
public final class Measurements {
  /**
   * Changes whenever a change of the kernels may change a latency, so that older rows are measured
   * anew.
   */
  public static final String KERNELS_VERSION = "7";

  private Measurements() {}

  /** Key of a kind of host: equal for machines whose latencies may be compared. */
  public static String hostKey(Host host) {
    return Keys.of(
        "host",
        host.cpuModel(),
        host.logicalProcessors(),
        host.jvm(),
        host.operatingSystem(),
        host.vectorBits());
  }

  /** Key of a measurement: the workload, how it ran, and on what. */
  public static String key(String workloadKey, String runtime, Sweep sweep, String hostKey) {
    return Keys.of(
        "measurement",
        workloadKey,
        runtime,
        sweep.threads(),
        sweep.seed(),
        KERNELS_VERSION,
        hostKey);
  }

  /** Half of the budget to warm up, half to sample. */
  private static HostLatency.Settings settings(Sweep sweep) {
    double half = sweep.measurementSeconds() / 2;
    return HostLatency.Settings.of(half, half);
  }

  /** The row of a workload that could not be measured. */
  public static Row failed(
      String sweepId,
      Sweep sweep,
      Prepared prepared,
      Host host,
      Instant measuredAt,
      Exception reason) {
    return Rows.measurement(sweepId, sweep, prepared, host, measuredAt, null, reason.toString());
  }

  /** Runs the workload until its latency is known; a failure becomes a row with its reason. */
  public static Row measure(
      String sweepId, Sweep sweep, Prepared prepared, Host host, Instant measuredAt) {
    Model model = Model.random(prepared.network(), sweep.seed());
    String runtime = prepared.configuration().runtime();
    try (HostRuntime ready = HostRuntime.of(runtime, model, prepared.plan(), sweep.threads())) {
      List<List<float[]>> images =
          IntStream.range(0, prepared.configuration().batch())
              .mapToObj(image -> List.of(Executor.randomInput(prepared.network().input(), image)))
              .toList();
      Latency latency =
          HostLatency.measure(() -> images.forEach(ready::run), sweep.threads(), settings(sweep));
      return Rows.measurement(sweepId, sweep, prepared, host, measuredAt, latency, null);
    } catch (RuntimeException e) {
      return failed(sweepId, sweep, prepared, host, measuredAt, e);
    }
  }
}
