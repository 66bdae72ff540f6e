package org.greensweep.hardware;

import java.util.List;

/**
 * What one step of a network costs, for the whole batch.
 *
 * @param weightBytes read from DRAM
 * @param inputBytes read from DRAM
 * @param outputBytes written to DRAM, and partial sums written to it and read again
 * @param fusedCost under the best mapping beside the maps that stay on chip when layers are fused,
 *     with the DRAM accesses that fusion spares
 * @param tileBits of the outermost on-chip memory that the mapping of {@code fusedCost} uses
 * @param keptOnChip whether its output stays on chip until its last reader is done, when layers are
 *     fused
 * @param savedPicojoules that fusion spares this step: DRAM accesses, less what smaller tiles cost
 */
public record StepCost(
    NetworkStep step,
    LayerCost cost,
    double weightBytes,
    double inputBytes,
    double outputBytes,
    LayerCost fusedCost,
    long tileBits,
    boolean keptOnChip,
    double savedPicojoules) {

  static StepCost of(NetworkStep step, LayerCost cost, Accelerator accelerator) {
    if (step.problem() instanceof StreamingProblem streaming) {
      return new StepCost(
          step,
          cost,
          0,
          (double) streaming.inputWords() * streaming.inputBits() / Byte.SIZE,
          (double) streaming.outputWords() * streaming.outputBits() / Byte.SIZE,
          cost,
          0,
          false,
          0);
    }
    ConvolutionProblem problem = (ConvolutionProblem) step.problem();
    long finished = step.outputWords();
    double[] bits = new double[DataSpace.COUNT];
    for (LevelAccesses accesses : accesses(problem, cost, accelerator, 0)) {
      int width = problem.bits(accesses.space());
      double words = (double) accesses.reads() + accesses.updates();
      bits[accesses.space().ordinal()] =
          accesses.space() == DataSpace.OUTPUTS
              ? (words - finished) * width + (double) finished * problem.outputBits()
              : words * width;
    }
    return new StepCost(
        step,
        cost,
        bits[DataSpace.W] / Byte.SIZE,
        bits[DataSpace.I] / Byte.SIZE,
        bits[DataSpace.O] / Byte.SIZE,
        cost,
        tileBits(problem, cost, accelerator),
        false,
        0);
  }

  private static List<LevelAccesses> accesses(
      ConvolutionProblem problem, LayerCost cost, Accelerator accelerator, int store) {
    String level = accelerator.stores().get(store).name();
    return MappingEvaluation.of(problem, accelerator, Mapping.parse(cost.mapping()))
        .levels()
        .stream()
        .filter(accesses -> accesses.level().equals(level))
        .toList();
  }

  private static long tileBits(
      ConvolutionProblem problem, LayerCost cost, Accelerator accelerator) {
    long bits = 0;
    for (LevelAccesses accesses : accesses(problem, cost, accelerator, 1)) {
      long width = problem.bits(accesses.space());
      bits = Math.addExact(bits, Math.multiplyExact(accesses.tileWords(), width));
    }
    return bits;
  }

  /** The same step under another mapping where layers are fused. */
  StepCost beside(LayerCost fitting, Accelerator accelerator) {
    if (fitting == fusedCost) {
      return this;
    }
    return new StepCost(
        step,
        cost,
        weightBytes,
        inputBytes,
        outputBytes,
        fitting,
        tileBits((ConvolutionProblem) step.problem(), fitting, accelerator),
        keptOnChip,
        savedPicojoules);
  }

  StepCost fused(boolean kept, double saved) {
    return new StepCost(
        step, cost, weightBytes, inputBytes, outputBytes, fusedCost, tileBits, kept, saved);
  }

  /** Bytes of the finished output. */
  public double mapBytes() {
    return (double) step.outputWords() * step.outputBits() / Byte.SIZE;
  }
}
