package org.greensweep.inference.kernel;

import org.greensweep.network.UserError;

/**
 * How one tensor is held in an integer format: {@code real = (stored - zeroPoint) * scale}, stored
 * values from {@code lowest} to {@code highest}. Rounding is that of ONNX QuantizeLinear: half to
 * even, then saturate.
 */
public record Quantization(float scale, int zeroPoint, int lowest, int highest) {
  public Quantization {
    if (!(scale > 0) || Float.isInfinite(scale)) {
      throw new UserError("quantization scale is " + scale + "; it must be positive and finite");
    }
    if (lowest < Byte.MIN_VALUE || highest > Byte.MAX_VALUE) {
      throw new IllegalArgumentException(lowest + " to " + highest + " does not fit a byte");
    }
    if (zeroPoint < lowest || zeroPoint > highest) {
      throw new UserError(
          "zero point is %d; it must lie between %d and %d".formatted(zeroPoint, lowest, highest));
    }
  }

  /** int8. */
  public Quantization(float scale, int zeroPoint) {
    this(scale, zeroPoint, Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  public byte quantize(float real) {
    // Bounds are integers, so saturating before rounding gives the same as after.
    float low = lowest - zeroPoint;
    float high = highest - zeroPoint;
    float level = Math.min(Math.max(real / scale, low), high);
    return (byte) ((int) Math.rint(level) + zeroPoint);
  }

  public float dequantize(byte stored) {
    return (stored - zeroPoint) * scale;
  }
}
