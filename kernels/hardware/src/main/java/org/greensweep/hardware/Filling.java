package org.greensweep.hardware;

import java.util.Objects;

/**
 * How register files are filled and drained while the array waits: weights of a tile and the inputs
 * of its first windows come over buses of these widths before the PEs start, because register files
 * hold one tile only (Eyeriss, JSSC 2017: "ramp-up" of each pass). Outputs leave while the array
 * goes on, but for those that it holds at the end of the layer.
 *
 * @param weightBitsPerCycle width of the bus for weights
 * @param inputBitsPerCycle width of the bus for inputs
 * @param outputBitsPerCycle width of the bus for outputs
 */
public record Filling(
    double weightBitsPerCycle, double inputBitsPerCycle, double outputBitsPerCycle, String source) {
  public Filling {
    source = Objects.requireNonNullElse(source, "");
    Check.above("Filling: weight bits per cycle", weightBitsPerCycle);
    Check.above("Filling: input bits per cycle", inputBitsPerCycle);
    Check.above("Filling: output bits per cycle", outputBitsPerCycle);
    Check.text("Filling: source", source);
  }
}
