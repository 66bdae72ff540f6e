package org.greensweep.hardware;

import java.util.Objects;

/**
 * How register files are filled while the array waits: weights of a tile and the inputs of its
 * first windows come over buses of these widths before the PEs start, because register files hold
 * one tile only (Eyeriss, JSSC 2017: "ramp-up" of each pass).
 *
 * @param weightBitsPerCycle width of the bus for weights
 * @param inputBitsPerCycle width of the bus for inputs
 */
public record Filling(double weightBitsPerCycle, double inputBitsPerCycle, String source) {
  public Filling {
    source = Objects.requireNonNullElse(source, "");
    Check.above("Filling: weight bits per cycle", weightBitsPerCycle);
    Check.above("Filling: input bits per cycle", inputBitsPerCycle);
    Check.text("Filling: source", source);
  }
}
