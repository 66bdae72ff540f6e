package org.greensweep.hardware;

import java.util.List;
import org.greensweep.network.UserError;

/**
 * One layer of a network on an accelerator, with the feature maps that it reads.
 *
 * @param problem what it computes
 * @param reads the earlier steps whose outputs it reads, with each one's share of its inputs; what
 *     the network is given is not among them
 * @param mapsAsWeights whether its weights are feature maps too, as in the products of attention
 * @param visible whether the host reads its output
 */
public record NetworkStep(
    String name, Problem problem, List<Read> reads, boolean mapsAsWeights, boolean visible) {
  /** That {@code share} of what a step reads is the output of step number {@code step}. */
  public record Read(int step, double share) {}

  public NetworkStep {
    reads = List.copyOf(reads);
    for (Read read : reads) {
      if (read.step() < 0 || !(read.share() >= 0 && read.share() <= 1)) {
        throw new UserError(
            "Step %s reads %s of step %d; shares lie between 0 and 1"
                .formatted(name, read.share(), read.step()));
      }
    }
  }

  /** Words of the finished output of the whole batch. */
  long outputWords() {
    if (problem instanceof ConvolutionProblem convolution) {
      return Math.multiplyExact(
          Math.multiplyExact(
              (long) convolution.groups() * convolution.batch(),
              (long) convolution.outputChannels()),
          (long) convolution.outputRows() * convolution.outputColumns());
    }
    return ((StreamingProblem) problem).outputWords();
  }

  /** Width of one finished output. */
  int outputBits() {
    return problem instanceof ConvolutionProblem convolution
        ? convolution.outputBits()
        : ((StreamingProblem) problem).outputBits();
  }
}
