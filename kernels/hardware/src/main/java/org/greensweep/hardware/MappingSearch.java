package org.greensweep.hardware;

import java.util.Collection;
import java.util.List;
import org.greensweep.network.UserError;

/**
 * Finds the mapping of least energy that a dataflow allows.
 *
 * <p>Deterministic: the same arguments give the same cost on every machine.
 */
public final class MappingSearch {
  /** Goes into the key of every stored cost: changes whenever a figure may change. */
  public static final String MODEL_VERSION = "4";

  private MappingSearch() {}

  /**
   * The least-energy cost over {@code dataflows}, for an accelerator that is bound to none.
   *
   * @throws NoMappingException when no dataflow has a mapping that fits
   */
  public static LayerCost best(
      Problem problem, Accelerator accelerator, Collection<Dataflow> dataflows)
      throws NoMappingException {
    LayerCost least = null;
    NoMappingException none = null;
    for (Dataflow dataflow : dataflows) {
      try {
        LayerCost cost = best(problem, accelerator, dataflow);
        if (least == null || cost.energy().totalPicojoules() < least.energy().totalPicojoules()) {
          least = cost;
        }
      } catch (NoMappingException e) {
        none = e;
      }
    }
    if (least == null) {
      throw none == null ? new NoMappingException("there are no dataflows") : none;
    }
    return least;
  }

  /**
   * The least-energy cost found for {@code problem} on {@code accelerator} under {@code dataflow}.
   *
   * @throws NoMappingException when no mapping fits; it names the constraint and the shortfall
   */
  public static LayerCost best(Problem problem, Accelerator accelerator, Dataflow dataflow)
      throws NoMappingException {
    Accelerator used = accelerator.forDataflow(dataflow);
    if (problem instanceof StreamingProblem streaming) {
      return StreamingCost.of(streaming, used);
    }
    List<MemoryLevel> stores = used.stores();
    if (stores.size() != 3) {
      throw new UserError(
          "Accelerator %s: the search takes one buffer between dram and register-file but there are %d"
              .formatted(used.name(), stores.size() - 2));
    }
    return new DataflowSearch((ConvolutionProblem) problem, used, dataflow).run();
  }
}
