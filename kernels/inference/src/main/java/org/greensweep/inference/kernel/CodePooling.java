package org.greensweep.inference.kernel;

/** Maximum over windows of a map of integer codes. */
public interface CodePooling {
  /** Computes output row {@code row}. */
  void run(int row, byte[] input, byte[] output, Scratch scratch);
}
