package org.greensweep.inference.kernel;

/** One element at a time. */
public final class QuantizerScalar implements Quantizer {
  @Override
  public void quantize(Quantization quantization, float[] input, byte[] output, int from, int to) {
    for (int i = from; i < to; i++) {
      output[i] = quantization.quantize(input[i]);
    }
  }

  @Override
  public void affinePart(
      Quantization quantization,
      float[] input,
      int first,
      int channels,
      float[] scale,
      float[] shift,
      byte[] output,
      int from,
      int to,
      Clamp clamp) {
    for (int pixel = from; pixel < to; pixel++) {
      for (int channel = first; channel < first + channels; channel++) {
        float scaled = input[pixel * channels + channel - first] * scale[channel];
        output[pixel * scale.length + channel] =
            quantization.quantize(clamp.apply(scaled + shift[channel]));
      }
    }
  }
}
