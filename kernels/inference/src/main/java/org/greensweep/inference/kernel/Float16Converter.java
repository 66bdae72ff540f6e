package org.greensweep.inference.kernel;

/** Crosses between fp32 and 16 bits: {@link Float16}, for many values. */
public interface Float16Converter {
  /** {@code output[i] = format.bits(input[i])} for elements {@code from} to {@code to}. */
  void narrow(Float16 format, float[] input, short[] output, int from, int to);

  /** {@code output[i] = format.value(input[i])} for elements {@code from} to {@code to}. */
  void widen(Float16 format, short[] input, float[] output, int from, int to);
}
