package org.greensweep.network.quantization;

import org.greensweep.network.NumberFormat;
import org.greensweep.network.UserError;

/**
 * How one tensor of activations is held in an integer format: {@code real = (code - zeroPoint) *
 * scale}, codes from {@code lowest} to {@code highest}. Rounding is that of ONNX QuantizeLinear:
 * divide, round half to even, add the zero point, saturate.
 */
public record TensorQuantization(NumberFormat format, float scale, int zeroPoint) {
  public TensorQuantization {
    if (!(scale > 0) || Float.isInfinite(scale)) {
      throw new UserError("quantization scale is " + scale + "; it must be positive and finite");
    }
    if (zeroPoint < lowest(format) || zeroPoint > highest(format)) {
      throw new UserError(
          "zero point of %s is %d; it must lie between %d and %d"
              .formatted(format.id(), zeroPoint, lowest(format), highest(format)));
    }
  }

  /** Covers {@code minimum} to {@code maximum} and zero, which is exact (padding holds it). */
  public static TensorQuantization covering(NumberFormat format, float minimum, float maximum) {
    float low = Math.min(minimum, 0);
    float high = Math.max(maximum, 0);
    float scale = (high - low) / (highest(format) - lowest(format));
    if (!(scale >= Float.MIN_NORMAL)) {
      return new TensorQuantization(format, 1, 0);
    }
    int zero = (int) Math.rint(lowest(format) - (double) low / scale);
    return new TensorQuantization(
        format, scale, Math.max(lowest(format), Math.min(highest(format), zero)));
  }

  /**
   * The least code of activations: one more than the magnitude of the greatest, but for ternary.
   */
  public static int lowest(NumberFormat format) {
    return switch (format) {
      case INT8 -> -128;
      case INT4 -> -8;
      case INT2, INT2_UNIFORM -> -2;
      case TERNARY -> -1;
      case FP32, FP16, BF16, BINARY ->
          throw new IllegalArgumentException(format.id() + " activations have no zero point");
    };
  }

  public static int highest(NumberFormat format) {
    return format == NumberFormat.TERNARY ? 1 : -lowest(format) - 1;
  }

  public int quantize(float real) {
    // Bounds are integers, so saturating before rounding gives the same as after.
    float low = lowest(format) - zeroPoint;
    float high = highest(format) - zeroPoint;
    float level = Math.min(Math.max(real / scale, low), high);
    return (int) Math.rint(level) + zeroPoint;
  }

  public float dequantize(int code) {
    return (code - zeroPoint) * scale;
  }

  /** {@code real} as the format can hold it. */
  public float round(float real) {
    return dequantize(quantize(real));
  }
}
