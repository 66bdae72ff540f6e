package org.greensweep.inference.kernel;

import org.greensweep.network.Layer.Function;

/** fp32 operators whose output element depends on one position of the input. */
public interface FloatElementwise {
  /** {@code output = clamp(left + right)} for elements {@code from} to {@code to}. */
  void add(float[] left, float[] right, float[] output, int from, int to, Clamp clamp);

  /** {@code output = clamp(input)}. */
  void clamp(float[] input, float[] output, int from, int to, Clamp clamp);

  /** {@code output = input >= 0 ? 1 : -1}. */
  void sign(float[] input, float[] output, int from, int to);

  /**
   * {@code output = clamp(input * scale[channel] + shift[channel])}, two roundings, for pixels
   * {@code from} to {@code to}; one channel per element of {@code scale}.
   */
  void affine(
      float[] input, float[] scale, float[] shift, float[] output, int from, int to, Clamp clamp);

  /**
   * {@code output = function(input)} for elements {@code from} to {@code to}; not for the ReLU
   * family and the sign, which have kernels of their own. The arrays must not be the same.
   */
  void apply(Function function, float[] input, float[] output, int from, int to);

  /**
   * {@code output = map * gate} for elements {@code from} to {@code to}; the gate has {@code
   * factors} values, one per channel or one per element.
   */
  void multiply(float[] map, float[] gate, int factors, float[] output, int from, int to);

  /**
   * As {@link #affine} for the {@code channels} channels from {@code first} on, which {@code input}
   * holds apart from the others; {@code output} has them all.
   */
  void affinePart(
      float[] input,
      int first,
      int channels,
      float[] scale,
      float[] shift,
      float[] output,
      int from,
      int to,
      Clamp clamp);
}
