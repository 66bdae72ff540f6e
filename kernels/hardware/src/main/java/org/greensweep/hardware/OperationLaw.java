package org.greensweep.hardware;

import java.util.List;

/**
 * Energy of a multiply-accumulate as a multiplier, by the widths of both operands, and an adder, by
 * the width of what it adds up to; for accelerators that do not list their operations.
 *
 * <p>Two published widths of each fix a curve (Horowitz, ISSCC 2014, 45 nm): an integer multiplier
 * is {@code a*w*i + b*(w+i)/2}, which for equal widths is the fit of QKeras QTools; an integer
 * adder is a line; floating point follows the power law through its two widths, bf16 as fp16, whose
 * longer significand costs more. Operands of two families cost the geometric mean of a multiplier
 * of each. A product of two binary operands is an XNOR and the two full adders that a bit takes of
 * a popcount, 0.003 pJ each; no wide adder, since a popcount adds many bits at once.
 */
final class OperationLaw {
  private static final double NODE = 45;
  private static final double BINARY_PICOJOULES = 3 * 0.003;

  private record Entry(String operation, String family, int bits, double picojoules) {}

  private static final List<Entry> ENTRIES =
      ReferenceTable.rows("operation-energy.csv", 5).stream()
          .map(
              cells ->
                  new Entry(
                      cells[0], cells[1], Integer.parseInt(cells[2]), Double.parseDouble(cells[3])))
          .toList();

  private OperationLaw() {}

  /** Picojoules of a product of {@code weights} and {@code inputs} added to a partial sum. */
  static double picojoules(
      Arithmetic weights, Arithmetic inputs, int partialSumBits, double nanometers) {
    double ratio = Technology.energyRatio(NODE, nanometers);
    if (weights.equals(Arithmetic.BINARY) && inputs.equals(Arithmetic.BINARY)) {
      return BINARY_PICOJOULES * ratio;
    }
    boolean integers = integer(weights) && integer(inputs);
    double product =
        integer(weights) == integer(inputs)
            ? multiply(integers, weights.bits(), inputs.bits())
            : Math.sqrt(
                multiply(integer(weights), weights.bits(), weights.bits())
                    * multiply(integer(inputs), inputs.bits(), inputs.bits()));
    return (product + add(integers, partialSumBits)) * ratio;
  }

  private static boolean integer(Arithmetic arithmetic) {
    return arithmetic.family().equals("int");
  }

  private static double multiply(boolean integers, int left, int right) {
    if (!integers) {
      return Math.sqrt(power("multiply", left) * power("multiply", right));
    }
    Entry narrow = entry("multiply", "int", 0);
    Entry wide = entry("multiply", "int", 1);
    double perBit = narrow.picojoules() / narrow.bits();
    double square = (wide.picojoules() / wide.bits() - perBit) / (wide.bits() - narrow.bits());
    double linear = perBit - square * narrow.bits();
    return square * left * right + linear * (left + right) / 2;
  }

  private static double add(boolean integers, int bits) {
    if (!integers) {
      return power("add", bits);
    }
    Entry narrow = entry("add", "int", 0);
    Entry wide = entry("add", "int", 1);
    double slope = (wide.picojoules() - narrow.picojoules()) / (wide.bits() - narrow.bits());
    return narrow.picojoules() + slope * (bits - narrow.bits());
  }

  /** Floating point at {@code bits}: the power law through the two published widths. */
  private static double power(String operation, int bits) {
    Entry narrow = entry(operation, "fp", 0);
    Entry wide = entry(operation, "fp", 1);
    double exponent =
        Math.log(wide.picojoules() / narrow.picojoules())
            / Math.log((double) wide.bits() / narrow.bits());
    return narrow.picojoules() * Math.pow((double) bits / narrow.bits(), exponent);
  }

  private static Entry entry(String operation, String family, int index) {
    return ENTRIES.stream()
        .filter(entry -> entry.operation().equals(operation) && entry.family().equals(family))
        .skip(index)
        .findFirst()
        .orElseThrow();
  }
}
