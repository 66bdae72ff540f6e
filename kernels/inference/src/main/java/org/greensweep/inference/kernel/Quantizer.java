package org.greensweep.inference.kernel;

/** Turns fp32 tensors into int8 ones. */
public interface Quantizer {
  /** {@code output = quantize(input)} for elements {@code from} to {@code to}. */
  void quantize(Quantization quantization, float[] input, byte[] output, int from, int to);

  /**
   * {@code output = quantize(clamp(input * scale[channel] + shift[channel]))} as {@link
   * FloatElementwise#affinePart} reads and writes.
   */
  void affinePart(
      Quantization quantization,
      float[] input,
      int first,
      int channels,
      float[] scale,
      float[] shift,
      byte[] output,
      int from,
      int to,
      Clamp clamp);
}
