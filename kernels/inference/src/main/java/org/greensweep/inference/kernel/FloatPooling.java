package org.greensweep.inference.kernel;

/** Maximum or mean over windows of an fp32 map, clamped. */
public interface FloatPooling {
  /** Computes output row {@code row}. */
  void run(int row, float[] input, float[] output, Scratch scratch);
}
