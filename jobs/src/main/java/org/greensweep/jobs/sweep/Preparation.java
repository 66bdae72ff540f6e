package org.greensweep.jobs.sweep;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.greensweep.hardware.NodeProblem;
import org.greensweep.hardware.Problems;
import org.greensweep.hardware.Zeros;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlan;
import org.greensweep.network.PrecisionScheme;

/**
 * Prepares configurations of one sweep, keeping what neighbouring ones share. Not for use by
 * several threads at once.
 */
public final class Preparation {
  private record Built(Network network, String hash) {}

  private record Planned(PrecisionPlan plan, String precisionKey, List<NodeProblem> problems) {}

  private final Sweep sweep;
  private final Map<List<Object>, Built> networks = new HashMap<>();
  private final Map<List<Object>, Planned> plans = new HashMap<>();
  private final Map<String, String> acceleratorHashes = new HashMap<>();
  private final Map<String, String> dataflowHashes = new HashMap<>();

  public Preparation(Sweep sweep) {
    this.sweep = sweep;
  }

  public Prepared prepare(long index) {
    Configuration point = sweep.configuration(index);
    Zeros zeros = new Zeros(point.inputZeroFraction(), point.weightZeroFraction());
    Built built =
        networks.computeIfAbsent(
            List.of(point.network(), point.resolution()),
            key -> {
              Network network = sweep.network(point.network(), point.resolution());
              return new Built(network, network.contentHash());
            });
    Planned planned =
        plans.computeIfAbsent(
            List.of(built.hash(), point.precision(), point.batch(), zeros),
            key -> {
              PrecisionScheme scheme = sweep.precision(point);
              PrecisionPlan plan = scheme.plan(built.network());
              return new Planned(
                  plan,
                  scheme.isPlain() ? scheme.name() : Keys.sha256(scheme.toString()),
                  Problems.of(built.network(), plan, point.batch(), zeros));
            });
    String acceleratorHash =
        acceleratorHashes.computeIfAbsent(
            point.accelerator(), name -> sweep.accelerator(point).contentHash());
    String dataflowHash =
        dataflowHashes.computeIfAbsent(
            point.dataflow(), name -> sweep.dataflow(point).contentHash());
    return new Prepared(
        point,
        built.network(),
        built.hash(),
        planned.plan(),
        planned.precisionKey(),
        sweep.accelerator(point),
        acceleratorHash,
        sweep.dataflow(point),
        dataflowHash,
        planned.problems());
  }
}
