package org.greensweep.jobs.sweep;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.greensweep.catalog.Row;
import org.greensweep.catalog.Tables;
import org.greensweep.hardware.ConvolutionProblem;
import org.greensweep.hardware.DataSpace;
import org.greensweep.hardware.LevelKind;
import org.greensweep.hardware.MappingSearch;
import org.greensweep.hardware.NodeProblem;
import org.greensweep.hardware.Problem;
import org.greensweep.hardware.StreamingProblem;
import org.greensweep.inference.Host;
import org.greensweep.inference.HostLatency.Latency;
import org.greensweep.network.Network;
import org.greensweep.network.Node;
import org.jspecify.annotations.Nullable;

/** Rows of the catalogue from figures: pure, one method a table. */
public final class Rows {
  private static final String OK = "ok";
  private static final String FAILED = "failed";

  private Rows() {}

  /**
   * The evaluation of a configuration from its layers' figures, in the order of {@code
   * prepared.problems()}.
   */
  public static Row evaluation(String sweepId, Prepared prepared, List<LayerFigures> layers) {
    for (int index = 0; index < layers.size(); index++) {
      String failure = layers.get(index).failure();
      if (failure != null) {
        Node node = prepared.network().nodes().get(prepared.problems().get(index).node());
        return labels(sweepId, prepared)
            .set("status", FAILED)
            .set("failure", "layer " + node.name() + ": " + failure)
            .build();
      }
    }
    Network network = prepared.network();
    Row.Builder row =
        labels(sweepId, prepared)
            .set("status", OK)
            .set("parameters", network.parameters())
            .set("macs", network.multiplyAccumulates())
            .set("binary_macs", network.binaryMultiplyAccumulates())
            .set("model_size_bytes", prepared.plan().modelBytes(network))
            .set("latency_s", layers.stream().mapToDouble(LayerFigures::latencyS).sum())
            .set("cycles", layers.stream().mapToDouble(LayerFigures::cycles).sum())
            .set("utilization", utilization(layers))
            .set(
                "energy_compute_j", layers.stream().mapToDouble(LayerFigures::energyComputeJ).sum())
            .set("energy_static_j", layers.stream().mapToDouble(LayerFigures::energyStaticJ).sum())
            .set(
                "mappings_evaluated",
                layers.stream().mapToLong(LayerFigures::mappingsEvaluated).sum());
    for (LevelKind level : LevelKind.values()) {
      row.set(
          "energy_" + LayerFigures.name(level) + "_j",
          layers.stream().mapToDouble(layer -> layer.energyJ(level)).sum());
    }
    for (DataSpace dataSpace : DataSpace.values()) {
      row.set(
          "energy_" + LayerFigures.name(dataSpace) + "_j",
          layers.stream().mapToDouble(layer -> layer.energyJ(dataSpace)).sum());
    }
    return row.set("energy_j", layers.stream().mapToDouble(LayerFigures::energyJ).sum()).build();
  }

  /** Mean over layers of the array's use, weighted by the cycles of each. */
  private static double utilization(List<LayerFigures> layers) {
    double busy = layers.stream().mapToDouble(layer -> layer.utilization() * layer.cycles()).sum();
    double cycles = layers.stream().mapToDouble(LayerFigures::cycles).sum();
    return cycles == 0 ? 0 : busy / cycles;
  }

  private static Row.Builder labels(String sweepId, Prepared prepared) {
    Configuration point = prepared.configuration();
    return Row.of(Tables.EVALUATIONS)
        .set("evaluation_key", prepared.evaluationKey())
        .set("workload_key", prepared.workloadKey())
        .set("sweep_id", sweepId)
        .set("network", point.network())
        .set("network_sha256", prepared.networkHash())
        .set("precision", point.precision())
        .set("dataflow", point.dataflow())
        .set("resolution", point.resolution())
        .set("accelerator", point.accelerator())
        .set("accelerator_sha256", prepared.acceleratorHash())
        .set("dataflow_sha256", prepared.dataflowHash())
        .set("batch", point.batch())
        .set("input_zero_fraction", point.inputZeroFraction())
        .set("weight_zero_fraction", point.weightZeroFraction())
        .set("model_version", MappingSearch.MODEL_VERSION);
  }

  /** One layer of an evaluation; {@code at} is its place in {@code prepared.problems()}. */
  public static Row layer(String sweepId, Prepared prepared, int at, LayerFigures figures) {
    NodeProblem nodeProblem = prepared.problems().get(at);
    Node node = prepared.network().nodes().get(nodeProblem.node());
    Problem problem = nodeProblem.problem();
    Row.Builder row =
        Row.of(Tables.LAYERS)
            .set("evaluation_key", prepared.evaluationKey())
            .set("sweep_id", sweepId)
            .set("problem_key", prepared.problemKey(problem))
            .set("layer_index", nodeProblem.node())
            .set("layer", node.name())
            .set("layer_type", node.layer().getClass().getSimpleName().toLowerCase(Locale.ROOT))
            .set("dataflow", prepared.configuration().dataflow())
            .set("accelerator", prepared.configuration().accelerator())
            .set("macs", node.multiplyAccumulates())
            .set("mapping", figures.mapping())
            .set("cycles", figures.cycles())
            .set("latency_s", figures.latencyS())
            .set("utilization", figures.utilization())
            .set("energy_j", figures.energyJ())
            .set("energy_compute_j", figures.energyComputeJ())
            .set("energy_static_j", figures.energyStaticJ())
            .set("mappings_evaluated", figures.mappingsEvaluated());
    bits(row, problem);
    for (int index = 0; index < LayerFigures.ACCESSES.size(); index++) {
      row.set(LayerFigures.ACCESSES.get(index).column(), figures.energyAccessJ().get(index));
    }
    return row.build();
  }

  private static void bits(Row.Builder row, Problem problem) {
    if (problem instanceof ConvolutionProblem convolution) {
      row.set("weight_bits", convolution.weights().bits());
      row.set("input_bits", convolution.inputs().bits());
      row.set("output_bits", convolution.outputBits());
    } else if (problem instanceof StreamingProblem streaming) {
      row.set("weight_bits", 0);
      row.set("input_bits", streaming.inputBits());
      row.set("output_bits", streaming.outputBits());
    }
  }

  /** A measurement of a workload: latency, or why there is none. */
  public static Row measurement(
      String sweepId,
      Sweep sweep,
      Prepared prepared,
      Host host,
      Instant measuredAt,
      @Nullable Latency latency,
      @Nullable String failure) {
    Configuration point = prepared.configuration();
    Row.Builder row =
        Row.of(Tables.MEASUREMENTS)
            .set(
                "measurement_key",
                Measurements.key(
                    prepared.workloadKey(), point.runtime(), sweep, Measurements.hostKey(host)))
            .set("workload_key", prepared.workloadKey())
            .set("sweep_id", sweepId)
            .set("status", failure == null ? OK : FAILED)
            .set("failure", failure)
            .set("network", point.network())
            .set("network_sha256", prepared.networkHash())
            .set("precision", point.precision())
            .set("resolution", point.resolution())
            .set("batch", point.batch())
            .set("runtime", point.runtime())
            .set("weights", "random, seed " + sweep.seed())
            .set("seed", sweep.seed())
            .set("threads", sweep.threads())
            .set("cpu_model", host.cpuModel())
            .set("logical_processors", host.logicalProcessors())
            .set("vector_bits", host.vectorBits())
            .set("java_version", host.jvm())
            .set("operating_system", host.operatingSystem())
            .set("measured_at", measuredAt)
            .set("kernels_version", Measurements.KERNELS_VERSION);
    if (latency != null) {
      row.set("warmup_runs", latency.warmupRuns())
          .set("warmup_stable", latency.warmupStable())
          .set("samples", latency.samples())
          .set("latency_median_s", latency.medianSeconds() / point.batch())
          .set("latency_low_s", latency.lowSeconds() / point.batch())
          .set("latency_high_s", latency.highSeconds() / point.batch());
    }
    return row.build();
  }
}
