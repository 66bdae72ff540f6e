package org.greensweep.hardware;

/**
 * What one step of a network costs, for the whole batch.
 *
 * @param weightBytes read from DRAM
 * @param inputBytes read from DRAM
 * @param outputBytes written to DRAM, and partial sums written to it and read again
 * @param tileBits of the outermost on-chip memory that its mapping uses
 * @param keptOnChip whether its output stays on chip until its last reader is done, when layers are
 *     fused
 * @param savedPicojoules of DRAM accesses that fusion spares this step, reads and writes
 */
public record StepCost(
    NetworkStep step,
    LayerCost cost,
    double weightBytes,
    double inputBytes,
    double outputBytes,
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
          0,
          false,
          0);
    }
    ConvolutionProblem problem = (ConvolutionProblem) step.problem();
    MappingEvaluation evaluation =
        MappingEvaluation.of(problem, accelerator, Mapping.parse(cost.mapping()));
    long finished = step.outputWords();
    long tileBits = 0;
    double[] bits = new double[DataSpace.COUNT];
    for (LevelAccesses accesses : evaluation.levels()) {
      int width = problem.bits(accesses.space());
      if (accesses.level().equals(accelerator.stores().get(0).name())) {
        double words = (double) accesses.reads() + accesses.updates();
        bits[accesses.space().ordinal()] =
            accesses.space() == DataSpace.OUTPUTS
                ? (words - finished) * width + (double) finished * problem.outputBits()
                : words * width;
      } else if (accesses.level().equals(accelerator.stores().get(1).name())) {
        tileBits = Math.addExact(tileBits, Math.multiplyExact(accesses.tileWords(), (long) width));
      }
    }
    return new StepCost(
        step,
        cost,
        bits[DataSpace.W] / Byte.SIZE,
        bits[DataSpace.I] / Byte.SIZE,
        bits[DataSpace.O] / Byte.SIZE,
        tileBits,
        false,
        0);
  }

  StepCost fused(boolean kept, double saved) {
    return new StepCost(step, cost, weightBytes, inputBytes, outputBytes, tileBits, kept, saved);
  }

  /** Bytes of the finished output. */
  public double mapBytes() {
    return (double) step.outputWords() * step.outputBits() / Byte.SIZE;
  }
}
