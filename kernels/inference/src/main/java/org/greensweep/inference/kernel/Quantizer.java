package org.greensweep.inference.kernel;

/** Turns fp32 tensors into int8 ones. */
public interface Quantizer {
  /** {@code output = quantize(input)} for elements {@code from} to {@code to}. */
  void quantize(Quantization quantization, float[] input, byte[] output, int from, int to);
}
