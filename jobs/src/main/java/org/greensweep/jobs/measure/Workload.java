package org.greensweep.jobs.measure;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.greensweep.inference.Executor;
import org.greensweep.inference.HostLatency;
import org.greensweep.inference.HostLatency.Latency;
import org.greensweep.jobs.host.HostRuntime;
import org.greensweep.jobs.sweep.Prepared;
import org.greensweep.jobs.sweep.Sweep;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.parameters.Model;
import org.jspecify.annotations.Nullable;

/**
 * The latency of one inference with seeded random weights. It brings its graph: to read a sweep's
 * files anew costs a cold JVM a second.
 *
 * @param batch images of one inference
 * @param seconds the budget: half of it to warm up, half to sample
 */
public record Workload(
    Network network,
    PrecisionPlan plan,
    String runtime,
    int batch,
    int threads,
    long seed,
    double seconds)
    implements Measurement<Workload.Timing> {

  /** What was found, or why nothing was: one of them is null. */
  public record Timing(@Nullable Latency latency, @Nullable String failure)
      implements Serializable {}

  /** The host's part of one point of {@code sweep}. */
  public static Workload of(Sweep sweep, Prepared prepared) {
    return new Workload(
        prepared.network(),
        prepared.plan(),
        prepared.configuration().runtime(),
        prepared.configuration().batch(),
        sweep.threads(),
        sweep.seed(),
        sweep.measurementSeconds());
  }

  @Override
  public Timing take() {
    Model model = Model.random(network, seed);
    try (HostRuntime ready = HostRuntime.of(runtime, model, plan, threads)) {
      List<List<float[]>> images =
          IntStream.range(0, batch)
              .mapToObj(image -> List.of(Executor.randomInput(network.input(), image)))
              .toList();
      HostLatency.Settings settings = HostLatency.Settings.of(seconds / 2, seconds / 2);
      Latency latency = HostLatency.measure(() -> images.forEach(ready::run), threads, settings);
      return new Timing(latency, null);
    } catch (RuntimeException e) {
      return new Timing(null, e.toString());
    }
  }
}
