package org.greensweep.hardware;

/**
 * What a layer costs on an accelerator under its best mapping found.
 *
 * @param mapping text of the mapping, as {@link Mapping#parse} reads it; empty for a streaming
 *     layer
 * @param macs multiply-accumulates (operations of a streaming layer)
 * @param utilization multiply-accumulates over PE cycles
 * @param boundBy what takes the cycles: {@code array}, {@code filling} of its register files, or
 *     the level whose bandwidth is too small
 * @param evaluated mappings whose energy was computed
 * @param pruned candidates that a bound or a capacity ruled out before
 * @param optimal whether no mapping that the dataflow allows is better; false when a budget ended
 *     the search before that was proved
 * @param lowerBound what no mapping goes below, in the unit of the objective (picojoules, cycles,
 *     or their product)
 */
public record LayerCost(
    String mapping,
    long macs,
    long cycles,
    double seconds,
    double utilization,
    Energy energy,
    String boundBy,
    long evaluated,
    long pruned,
    boolean optimal,
    double lowerBound) {
  /** What {@code objective} makes small: picojoules, cycles, or their product. */
  public double value(Objective objective) {
    return objective.value(energy.totalPicojoules(), cycles);
  }

  /** How far above the least possible the objective of the search may be, in percent. */
  public double gapPercent(Objective objective) {
    return optimal ? 0 : 100 * (1 - lowerBound / value(objective));
  }

  /** This cost as the result of a longer search. */
  LayerCost searched(long ofEvaluated, long ofPruned, boolean proved, double bound) {
    return new LayerCost(
        mapping,
        macs,
        cycles,
        seconds,
        utilization,
        energy,
        boundBy,
        ofEvaluated,
        ofPruned,
        proved,
        bound);
  }
}
