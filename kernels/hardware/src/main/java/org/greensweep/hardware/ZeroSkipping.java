package org.greensweep.hardware;

import java.util.Objects;
import org.greensweep.network.UserError;

/**
 * Multiply-accumulates that an array leaves out because an operand is zero: neither energy nor
 * cycles, unlike {@link ZeroGating}, which saves energy only.
 *
 * @param inputs whether zero inputs are skipped
 * @param weights whether zero weights are skipped
 * @param imbalance cycles over those of PEs that all find equally many zeros; at least 1
 */
public record ZeroSkipping(boolean inputs, boolean weights, double imbalance, String source) {
  public ZeroSkipping {
    source = Objects.requireNonNullElse(source, "");
    if (!(imbalance >= 1) || Double.isInfinite(imbalance)) {
      throw new UserError("Zero skipping: imbalance is " + imbalance + "; it must be at least 1");
    }
    Check.text("Zero skipping: source", source);
  }

  /** Multiply-accumulates left over all. */
  double left(ConvolutionProblem problem) {
    return (inputs ? 1 - problem.inputZeroFraction() : 1)
        * (weights ? 1 - problem.weightZeroFraction() : 1);
  }
}
