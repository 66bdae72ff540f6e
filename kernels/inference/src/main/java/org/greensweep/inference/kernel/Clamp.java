package org.greensweep.inference.kernel;

/** The ReLU family as bounds that a kernel applies to what it is about to store. */
public record Clamp(float low, float high) {
  public static final Clamp NONE = new Clamp(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
  public static final Clamp RELU = new Clamp(0, Float.POSITIVE_INFINITY);
  public static final Clamp RELU6 = new Clamp(0, 6);

  public boolean isNone() {
    return equals(NONE);
  }

  public float apply(float value) {
    return Math.min(Math.max(value, low), high);
  }

  /** The bounds with what no code can reach cut off. */
  public Clamp within(Quantization quantization) {
    float lowest = quantization.dequantize((byte) quantization.lowest());
    float highest = quantization.dequantize((byte) quantization.highest());
    Clamp codes = new Clamp(lowest, highest);
    return new Clamp(codes.apply(low), codes.apply(high));
  }
}
