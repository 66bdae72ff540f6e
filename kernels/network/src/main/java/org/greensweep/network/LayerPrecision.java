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
}
