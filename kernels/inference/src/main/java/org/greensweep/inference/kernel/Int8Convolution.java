package org.greensweep.inference.kernel;

import org.jspecify.annotations.Nullable;

/**
 * int8 convolution with int32 sums and an fp32 epilogue, as ONNX writes it with DequantizeLinear,
 * Conv and QuantizeLinear: {@code real = clamp(sum * scale[channel] + bias[channel] + residual)},
 * every operation rounded once.
 */
public interface Int8Convolution {
  /** Parts that may run at the same time. */
  int tiles();

  /**
   * Computes one tile.
   *
   * @param residual added before the clamp; null adds nothing
   * @param real receives the fp32 output; null where nobody reads it
   * @param quantized receives the output in int8; null where nobody reads it
   */
  void run(
      int tile,
      byte[] input,
      float @Nullable [] residual,
      float @Nullable [] real,
      byte @Nullable [] quantized,
      Scratch scratch);

  /**
   * What the kernel is made of.
   *
   * @param scales input scale times weight scale, per output channel
   * @param output how {@code quantized} is held; null where nobody reads it
   * @param steps what makes the codes where they are those of a function of the output; nobody
   *     reads the output itself then, and nothing is added to it
   */
  @SuppressWarnings("ArrayRecordComponent") // plain tables, never compared
  record Parameters(
      byte[] weights,
      float[] scales,
      float[] bias,
      Quantization input,
      @Nullable Quantization output,
      Clamp clamp,
      @Nullable CodeSteps steps) {
    public Parameters(
        byte[] weights,
        float[] scales,
        float[] bias,
        Quantization input,
        @Nullable Quantization output,
        Clamp clamp) {
      this(weights, scales, bias, input, output, clamp, null);
    }
  }
}
