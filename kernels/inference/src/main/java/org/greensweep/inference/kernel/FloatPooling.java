package org.greensweep.inference.kernel;

/** Maximum or mean over windows of an fp32 map, clamped. */
public interface FloatPooling {
  /** Channels that share a cache line. */
  int CHANNELS = 16;

  /**
   * Computes channels {@code from} to {@code to} of output row {@code row}; {@code from} is a
   * multiple of {@link #CHANNELS}.
   */
  void run(int row, int from, int to, float[] input, float[] output);
}
