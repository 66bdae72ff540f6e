package org.greensweep.inference.kernel;

/** One element at a time. */
public final class Float16ConverterScalar implements Float16Converter {
  @Override
  public void narrow(Float16 format, float[] input, short[] output, int from, int to) {
    for (int i = from; i < to; i++) {
      output[i] = format.bits(input[i]);
    }
  }

  @Override
  public void widen(Float16 format, short[] input, float[] output, int from, int to) {
    for (int i = from; i < to; i++) {
      output[i] = format.value(input[i]);
    }
  }
}
