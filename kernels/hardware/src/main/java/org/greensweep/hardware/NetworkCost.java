package org.greensweep.hardware;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network costs on an accelerator, layer by layer, and what is spared when layers are fused.
 *
 * <p>Layers run one after the other, each under its own best mapping, and pass feature maps through
 * DRAM. Fused, a map stays in the outermost on-chip memory from the step that writes it to the last
 * one that reads it. Every step in between, those two among them, runs under its best mapping in
 * what the maps kept leave of that memory. A map that is kept is neither written to DRAM nor read
 * from it, however often the mapping reads it; the accesses on chip are those of the mapping, tiles
 * of the map being copied as if they came from DRAM. Maps are tried in the order of what they
 * spare, and kept where that is more than smaller tiles cost.
 */
public record NetworkCost(List<StepCost> steps) {
  public NetworkCost {
    steps = List.copyOf(steps);
  }

  /**
   * @throws NoMappingException when a step has no mapping; it names the step
   */
  public static NetworkCost of(List<NetworkStep> steps, Accelerator accelerator, Dataflow dataflow)
      throws NoMappingException {
    Accelerator used = accelerator.forDataflow(dataflow);
    Map<String, LayerCost> known = new HashMap<>();
    List<StepCost> costs = new ArrayList<>();
    for (NetworkStep step : steps) {
      String key = step.problem().key();
      LayerCost cost = known.get(key);
      if (cost == null) {
        try {
          cost = MappingSearch.best(step.problem(), accelerator, dataflow);
        } catch (NoMappingException e) {
          throw new NoMappingException("Layer %s: %s".formatted(step.name(), e.getMessage()));
        }
        known.put(key, cost);
      }
      costs.add(StepCost.of(step, cost, used));
    }
    return new NetworkCost(new LayerFusion(costs, used, dataflow).fused());
  }

  /** Picojoules of all steps, each on its own. */
  public double totalPicojoules() {
    return steps.stream().mapToDouble(step -> step.cost().energy().totalPicojoules()).sum();
  }

  /** Picojoules that fusion spares. */
  public double savedPicojoules() {
    return steps.stream().mapToDouble(StepCost::savedPicojoules).sum();
  }

  public double seconds() {
    return steps.stream().mapToDouble(step -> step.cost().seconds()).sum();
  }
}
