package org.greensweep.jobs.mapping;

import java.util.Collection;
import org.greensweep.hardware.Accelerator;
import org.greensweep.hardware.ConvolutionProblem;
import org.greensweep.hardware.Dataflow;
import org.greensweep.hardware.LayerCost;
import org.greensweep.hardware.Mapping;
import org.greensweep.hardware.MappingEvaluation;
import org.greensweep.hardware.MappingSearch;
import org.greensweep.hardware.NoMappingException;
import org.greensweep.hardware.Objective;
import org.greensweep.network.UserError;

/**
 * The best mapping of a layer, of all that some dataflows allow, and the accelerator it runs on.
 */
public record Found(Dataflow dataflow, Accelerator accelerator, LayerCost cost) {

  /**
   * Searches under each of {@code dataflows} for what makes {@code objective} least. A layer that
   * no mapping fits, and one whose counts exceed 64 bits, is a {@link UserError}.
   */
  public static Found best(
      ConvolutionProblem problem,
      Accelerator accelerator,
      Collection<Dataflow> dataflows,
      Objective objective) {
    Found best = null;
    NoMappingException none = null;
    for (Dataflow dataflow : dataflows) {
      try {
        LayerCost cost = MappingSearch.best(problem, accelerator, dataflow, objective);
        if (best == null || cost.value(objective) < best.cost.value(objective)) {
          best = new Found(dataflow, accelerator.forDataflow(dataflow), cost);
        }
      } catch (NoMappingException e) {
        none = e;
      } catch (ArithmeticException e) {
        throw new UserError(
            "Layer %s: its counts exceed 64 bits; use smaller extents".formatted(problem.key()), e);
      }
    }
    if (best != null) {
      return best;
    }
    throw none == null
        ? new UserError("No dataflow is given; name at least one")
        : new UserError(String.valueOf(none.getMessage()), none);
  }

  /** The mapping level by level. */
  public MappingEvaluation evaluation(ConvolutionProblem problem) {
    return MappingEvaluation.of(problem, accelerator, Mapping.parse(cost.mapping()));
  }
}
