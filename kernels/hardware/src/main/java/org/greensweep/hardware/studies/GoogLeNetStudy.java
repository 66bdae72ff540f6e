package org.greensweep.hardware.studies;

import java.util.List;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.Arithmetic;
import org.greensweep.hardware.ConvolutionProblem;
import org.greensweep.hardware.DataSpace;
import org.greensweep.hardware.Dataflow;
import org.greensweep.hardware.Energy;
import org.greensweep.hardware.MappingSearch;
import org.greensweep.hardware.NoMappingException;
import org.greensweep.hardware.NodeProblem;
import org.greensweep.hardware.Problems;
import org.greensweep.hardware.Zeros;
import org.greensweep.network.Network;
import org.greensweep.network.PrecisionPlans;
import org.greensweep.network.zoo.Zoo;

/**
 * GoogLeNet's energy by data type on an Eyeriss-like accelerator (Yang, Chen, Sze, CVPR 2017:
 * weights 22 %, input maps 25 %, output maps 43 %, computation 10 %), 16 bits, batch 48.
 */
public final class GoogLeNetStudy {
  static final int BATCH = 48;

  private GoogLeNetStudy() {}

  /** Shares of weights, inputs, outputs and computation, in percent. */
  public static List<Comparison> byDataType(Accelerator accelerator, Dataflow rows)
      throws NoMappingException {
    Network network = Zoo.network("googlenet", 224);
    double[] sums = new double[DataSpace.values().length];
    double compute = 0;
    for (NodeProblem node :
        Problems.of(network, PrecisionPlans.of("fp32", network), BATCH, Zeros.NONE)) {
      if (node.problem() instanceof ConvolutionProblem convolution) {
        Energy energy =
            MappingSearch.best(convolution.withArithmetic(Arithmetic.INT16), accelerator, rows)
                .energy();
        for (DataSpace space : DataSpace.values()) {
          sums[space.ordinal()] += energy.picojoules(space);
        }
        compute += energy.computePicojoules();
      }
    }
    double all = compute + sums[0] + sums[1] + sums[2];
    return List.of(
        new Comparison("weights", "%", 22, 100 * sums[0] / all),
        new Comparison("input maps", "%", 25, 100 * sums[1] / all),
        new Comparison("output maps", "%", 43, 100 * sums[2] / all),
        new Comparison("computation", "%", 10, 100 * compute / all));
  }
}
