package org.greensweep.network;

/** What one layer computes with. {@code accumulatorBits} is the width of its partial sums. */
public record LayerPrecision(NumberFormat weights, NumberFormat activations, int accumulatorBits) {
  public static final LayerPrecision FP32 =
      new LayerPrecision(NumberFormat.FP32, NumberFormat.FP32, 32);
  public static final LayerPrecision INT8 =
      new LayerPrecision(NumberFormat.INT8, NumberFormat.INT8, 32);
  public static final LayerPrecision BINARY =
      new LayerPrecision(NumberFormat.BINARY, NumberFormat.BINARY, 16);

  /** Weights of -1 and +1 over real inputs. */
  public static final LayerPrecision BINARY_WEIGHTS =
      new LayerPrecision(NumberFormat.BINARY, NumberFormat.FP32, 32);

  private static final int WIDE_ACCUMULATOR_BITS = 32;

  /** Sums are 16 bits wide over 1-bit products, which are few and small, else 32. */
  public static LayerPrecision of(NumberFormat weights, NumberFormat activations) {
    boolean binary = weights == NumberFormat.BINARY && activations == NumberFormat.BINARY;
    return binary ? BINARY : new LayerPrecision(weights, activations, WIDE_ACCUMULATOR_BITS);
  }
}
