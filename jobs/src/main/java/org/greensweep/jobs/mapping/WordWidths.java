package org.greensweep.jobs.mapping;

import java.util.stream.Stream;
import org.greensweep.hardware.Arithmetic;
import org.greensweep.network.LayerPrecision;
import org.greensweep.network.NumberFormat;
import org.greensweep.network.UserError;
import org.jspecify.annotations.Nullable;

/**
 * What a layer's words are on an accelerator: operands, finished outputs, partial sums.
 *
 * @param weights what weights are multiplied as
 * @param inputs what inputs are multiplied as
 */
public record WordWidths(
    Arithmetic weights, Arithmetic inputs, int outputBits, int partialSumBits) {
  private static final int WIDEST_BITS = 128;

  /**
   * @param precision {@code int8}, or {@code int4xint8} for weights and inputs that differ
   * @param outputBits null for the width of inputs; of binary ones, that of partial sums
   * @param partialSumBits null for what is usual: 16 over int16 as in the Eyeriss chip, else what
   *     {@link LayerPrecision} says
   */
  public static WordWidths of(
      String precision, @Nullable Integer outputBits, @Nullable Integer partialSumBits) {
    String[] operands = precision.split("x", -1);
    if (operands.length > 2) {
      throw new UserError(
          "--precision '%s': write one precision, or weights and inputs as in int4xint8"
              .formatted(precision));
    }
    Arithmetic weights = arithmetic(operands[0]);
    Arithmetic inputs = arithmetic(operands[operands.length - 1]);
    boolean chip = weights.equals(Arithmetic.INT16) && inputs.equals(Arithmetic.INT16);
    boolean binary = weights.equals(Arithmetic.BINARY) && inputs.equals(Arithmetic.BINARY);
    int usual =
        chip
            ? inputs.bits()
            : (binary ? LayerPrecision.BINARY : LayerPrecision.INT8).accumulatorBits();
    int sums = partialSumBits == null ? usual : width("--partial-sum-bits", partialSumBits);
    int written = outputBits == null ? (binary ? sums : inputs.bits()) : outputBits;
    return new WordWidths(weights, inputs, width("--output-bits", written), sums);
  }

  private static int width(String option, int bits) {
    if (bits < 1 || bits > WIDEST_BITS) {
      throw new UserError("%s is %d; use 1 to %d".formatted(option, bits, WIDEST_BITS));
    }
    return bits;
  }

  private static Arithmetic arithmetic(String id) {
    return Stream.of(NumberFormat.values())
        .filter(format -> format.id().equals(id))
        .findFirst()
        .map(Arithmetic::of)
        .orElseGet(() -> named(id));
  }

  private static Arithmetic named(String id) {
    try {
      return Arithmetic.of(id);
    } catch (UserError e) {
      throw new UserError("--precision: " + e.getMessage(), e);
    }
  }
}
