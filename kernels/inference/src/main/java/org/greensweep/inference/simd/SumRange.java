package org.greensweep.inference.simd;

import org.greensweep.inference.kernel.Quantization;

/**
 * How far from zero sums of products can come, whatever the inputs.
 *
 * @param least input, at most 0
 * @param most the greatest input, at least 0
 */
record SumRange(int least, int most) {
  /** Inputs are codes less their zero point. */
  static SumRange of(Quantization input) {
    return new SumRange(input.lowest() - input.zeroPoint(), input.highest() - input.zeroPoint());
  }

  /**
   * The greatest magnitude of a sum.
   *
   * @param positive sum of the weights above zero
   * @param negative sum of those below, without its sign
   */
  long largest(long positive, long negative) {
    return Math.max(positive * most - negative * least, negative * most - positive * least);
  }
}
