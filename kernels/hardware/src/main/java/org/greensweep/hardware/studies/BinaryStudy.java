package org.greensweep.hardware.studies;

import java.util.List;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.Dataflow;
import org.greensweep.hardware.LayerCost;
import org.greensweep.hardware.MappingSearch;
import org.greensweep.hardware.NoMappingException;
import org.greensweep.hardware.NodeProblem;
import org.greensweep.hardware.OperationEnergy;
import org.greensweep.hardware.Problems;
import org.greensweep.hardware.Zeros;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.zoo.Zoo;

/**
 * What a binary network saves on dedicated hardware over the same network in fp32: per operation,
 * where "1000 times" is said, and for the whole network, where memories count.
 */
public final class BinaryStudy {
  private BinaryStudy() {}

  /** Energy in fp32 over energy in binary, per operation and for ResNet-18 at 224. */
  public static List<Comparison> savings(Accelerator accelerator, Dataflow dataflow)
      throws NoMappingException {
    return List.of(
        new Comparison(
            "one operation",
            "x",
            1000,
            operation(accelerator, "fp32") / operation(accelerator, "binary")),
        new Comparison(
            "ResNet-18",
            "x",
            1000,
            network(accelerator, dataflow, "fp32") / network(accelerator, dataflow, "binary")));
  }

  private static double operation(Accelerator accelerator, String name) {
    return accelerator.operations().stream()
        .filter(operation -> operation.operation().equals(name))
        .mapToDouble(OperationEnergy::picojoules)
        .findFirst()
        .orElseThrow();
  }

  private static double network(Accelerator accelerator, Dataflow dataflow, String precision)
      throws NoMappingException {
    Network network = Zoo.network("resnet-18", 224);
    double sum = 0;
    for (NodeProblem node :
        Problems.of(network, PrecisionPlans.of(precision, network), 1, Zeros.NONE)) {
      LayerCost cost = MappingSearch.best(node.problem(), accelerator, dataflow);
      sum += cost.energy().totalPicojoules();
    }
    return sum;
  }
}
