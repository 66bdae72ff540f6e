package org.greensweep.hardware;

import java.util.Objects;

/**
 * What is left of an access when its input is zero and the PE is gated; cycles stay (JSSC'17).
 *
 * @param macFraction of the energy of a MAC, 1 without gating
 * @param weightReadFraction of the energy of a weight read in the register file, 1 without gating
 * @param partialSumFraction of the energy of partial sum accesses in the register file, 1 when a
 *     skipped multiply-accumulate still reads and writes its sum
 */
public record ZeroGating(
    double macFraction, double weightReadFraction, double partialSumFraction, String source) {
  public static final ZeroGating NONE = new ZeroGating(1, 1, 1, "no gating");

  public ZeroGating {
    source = Objects.requireNonNullElse(source, "");
    Check.fraction("Zero gating: MAC fraction", macFraction);
    Check.fraction("Zero gating: weight read fraction", weightReadFraction);
    Check.fraction("Zero gating: partial sum fraction", partialSumFraction);
    Check.text("Zero gating: source", source);
  }
}
