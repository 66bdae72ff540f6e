package org.greensweep.inference.kernel;

import org.greensweep.network.UserError;

/**
 * How one tensor is held in int8: {@code real = (stored - zeroPoint) * scale}, with {@code
 * zeroPoint} from -128 to 127. Rounding is that of ONNX QuantizeLinear: half to even, then
 * saturate.
 */
public record Quantization(float scale, int zeroPoint) {
  public static final int LOWEST = -128;
  public static final int HIGHEST = 127;

  public Quantization {
    if (!(scale > 0) || Float.isInfinite(scale)) {
      throw new UserError("quantization scale is " + scale + "; it must be positive and finite");
    }
    if (zeroPoint < LOWEST || zeroPoint > HIGHEST) {
      throw new UserError("zero point is " + zeroPoint + "; it must lie between -128 and 127");
    }
  }

  public byte quantize(float real) {
    // Bounds are integers, so saturating before rounding gives the same as after.
    float low = LOWEST - zeroPoint;
    float high = HIGHEST - zeroPoint;
    float level = Math.min(Math.max(real / scale, low), high);
    return (byte) ((int) Math.rint(level) + zeroPoint);
  }

  public float dequantize(byte stored) {
    return (stored - zeroPoint) * scale;
  }
}
