package org.greensweep.hardware;

import java.util.List;

/**
 * Energies of given mappings of one problem, evaluated again at every call as a search does:
 * counted exactly and costed, without making garbage. Not safe for use by several threads.
 */
public final class MappingCosts {
  private final Geometry geometry;
  private final AccessCounter counter;
  private final AccessCounts counts;
  private final CostModel model;
  private final LoopNest[] nests;

  /** {@code mappings} have the levels of {@code accelerator} and cover {@code problem}. */
  public MappingCosts(ConvolutionProblem problem, Accelerator accelerator, List<Mapping> mappings) {
    geometry = Geometry.of(problem);
    counter = new AccessCounter(geometry);
    counts = new AccessCounts(accelerator.stores().size());
    model = new CostModel(problem, accelerator);
    nests = new LoopNest[mappings.size()];
    for (int index = 0; index < nests.length; index++) {
      // Refuses what does not fit.
      MappingEvaluation.of(problem, accelerator, mappings.get(index));
      nests[index] = new LoopNest(accelerator.stores().size());
      mappings.get(index).into(nests[index], geometry.extents);
    }
  }

  public int size() {
    return nests.length;
  }

  /** Picojoules of mapping {@code index}. */
  public double picojoules(int index) {
    LoopNest nest = nests[index];
    nest.finish(geometry.extents);
    counter.count(nest, counts);
    return model.picojoules(counts);
  }
}
