package org.greensweep.inference.kernel;

/** One element at a time. */
public final class QuantizerScalar implements Quantizer {
  @Override
  public void quantize(Quantization quantization, float[] input, byte[] output, int from, int to) {
    for (int i = from; i < to; i++) {
      output[i] = quantization.quantize(input[i]);
    }
  }
}
