package org.greensweep.jobs.sweep;

import java.util.List;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.Dataflow;
import org.greensweep.hardware.MappingSearch;
import org.greensweep.hardware.NodeProblem;
import org.greensweep.hardware.Problem;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlan;

/**
 * A configuration with everything its figures depend on.
 *
 * @param networkHash SHA-256 of the network at this resolution
 * @param precisionKey the plan's name where it says everything, else a hash of what it says
 * @param acceleratorHash SHA-256 of the accelerator's content
 * @param dataflowHash SHA-256 of the dataflow's content
 * @param problems the layers that cost something on an accelerator, in the order of the network
 */
public record Prepared(
    Configuration configuration,
    Network network,
    String networkHash,
    PrecisionPlan plan,
    String precisionKey,
    Accelerator accelerator,
    String acceleratorHash,
    Dataflow dataflow,
    String dataflowHash,
    List<NodeProblem> problems) {

  /** Key of the modelled figures: whatever they depend on, and the names that label the row. */
  public String evaluationKey() {
    return Keys.of(
        "evaluation",
        configuration.network(),
        networkHash,
        configuration.precision(),
        precisionKey,
        configuration.dataflow(),
        dataflowHash,
        configuration.resolution(),
        configuration.accelerator(),
        acceleratorHash,
        configuration.batch(),
        configuration.inputZeroFraction(),
        configuration.weightZeroFraction(),
        MappingSearch.MODEL_VERSION);
  }

  /**
   * Key of what a host computes, whatever the host and its runtime: one per network, precision,
   * resolution and batch.
   */
  public String workloadKey() {
    return Keys.of(
        "workload",
        configuration.network(),
        networkHash,
        configuration.precision(),
        precisionKey,
        configuration.resolution(),
        configuration.batch());
  }

  /** Key of one layer's modelled cost; equal for equal layers, of whatever network. */
  public String problemKey(Problem problem) {
    return Keys.of(
        "layer", problem.key(), acceleratorHash, dataflowHash, MappingSearch.MODEL_VERSION);
  }
}
